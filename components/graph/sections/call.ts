import { type Content, section, text } from "../shape/leaves";
import { operationNames } from "./accepts";
import { duration } from "./traffic";

export const call = section(
    {
        from: text("the name of a workload of this namespace", "Workload of this namespace that calls."),
        service: text(
            "a service such as ml/maximus-predict",
            "Service that is called: `namespace/service`, or `service` of the same namespace.",
        ).optional(),
        store: text("the name of a store", "Store that is used.").optional(),
        external: text("an external host", "Host outside the cluster that is called.").optional(),
        operations: operationNames.optional(),
        timeout: duration("The caller's own patience. Defaults to the service's timeout.").optional(),
    },
    "a call such as { from: cart, service: orders/orders-service, operations: [create] }",
    "Something a workload of this namespace calls: a service, a store or an external host.",
);
export type RawCall = Content<typeof call>;
