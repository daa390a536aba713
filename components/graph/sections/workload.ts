import { badLabelValue, badName } from "../formats";
import { type Content, mapOf, section, text } from "../shape/leaves";
import { deployment } from "./deployment";

export const workload = section(
    {
        selector: mapOf(
            text("a label value", "Value of the label.", badLabelValue),
            "a map such as { app: cart }",
            "Labels that select its pods. Defaults to `app` with the workload's name.",
        ).optional(),
        serviceAccount: text(
            "the name of a service account",
            "Its identity, never shared with another workload. Defaults to the workload's name.",
            badName,
        ).optional(),
        deployment: deployment.optional(),
    },
    "a workload, {} when every default fits",
    "A program with an identity of its own.",
);
export type RawWorkload = Content<typeof workload>;
