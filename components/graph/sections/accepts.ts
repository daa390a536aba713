import { anyList, type Content, either, list, only, section, text } from "../shape/leaves";

export const operationNames = list(
    text("the name of an operation", "Name of an operation of the service."),
    "a list of operation names",
    "Operations of the service. Defaults to all of them.",
);

export const accept = section(
    {
        from: text(
            "a caller such as edge/api-gateway",
            "Workload that may call: `namespace/workload`, or `workload` of the same namespace.",
        ),
        operations: operationNames.optional(),
    },
    "an entry such as { from: edge/api-gateway, operations: [query] }",
    "One caller and what it may ask for at most.",
);
export type RawAccept = Content<typeof accept>;

const expected = `a list such as [{ from: edge/api-gateway, operations: [query] }], or "declared"`;

export const accepts = either(
    [
        only("declared", expected, "Whoever declares a call to it in the same namespace."),
        anyList(accept, expected, "Callers, one by one."),
    ],
    expected,
    "Who may call this service, one by one, or `declared`: whoever declares a call to it in the same namespace. Defaults to nobody.",
);
