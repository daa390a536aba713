import { z } from "zod";
import { anyList, list, section, text } from "../shape/leaves";

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
export type RawAccept = z.infer<typeof accept>;

const expected = `a list such as [{ from: edge/api-gateway, operations: [query] }], or "declared"`;

export const accepts = z
    .union([z.literal("declared", { error: expected }), anyList(accept, expected, "Callers, one by one.")], {
        error: expected,
    })
    .meta({
        description:
            "Who may call this service. `declared`: whoever declares a call to it in the same namespace. Defaults to nobody.",
    });
