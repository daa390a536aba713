import { badLabelValue, badName } from "../formats";
import { type Content, mapOf, section, type Trouble, text } from "../shape/leaves";
import { shown } from "../shape/shown";
import { deployment } from "./deployment";

/** Of an attribute that is searched for: short, and nothing a format could take for one of its own words. */
function badTagValue(value: string): Trouble {
    return /^[\w ./:-]{1,100}$/.test(value)
        ? undefined
        : {
              code: "bad-tag-value",
              message: `${shown(value)} is not the value of a tag; write up to 100 letters, digits, spaces and "_", ".", "/", ":", "-"`,
          };
}

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
        spanTags: mapOf(
            text("a text", "Value of the tag.", badTagValue),
            "a map such as { brain_region: occipital }",
            "Tags of its spans beside those of the mesh, by name.",
        ).optional(),
    },
    "a workload, {} when every default fits",
    "A program with an identity of its own.",
);
export type RawWorkload = Content<typeof workload>;
