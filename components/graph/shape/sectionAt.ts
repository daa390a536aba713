import { z } from "zod";
import { type Refused, refusedBy } from "./leaves";
import type { Steps } from "./location";

/** The keys a map at this place may have, so that an unknown one can be answered with a suggestion. */
export function keysAllowedAt(
    schema: z.ZodType,
    steps: Steps,
): { readonly known: readonly string[]; readonly refused: Refused } {
    const section = sectionsAt(schema, steps).find((each) => each instanceof z.ZodObject);
    return section === undefined
        ? { known: [], refused: {} }
        : { known: Object.keys(section.shape), refused: refusedBy(section) };
}

/** Every schema that may stand at this place; more than one where the grammar has alternatives. */
function sectionsAt(schema: z.core.$ZodType, steps: Steps): readonly z.core.$ZodType[] {
    if (schema instanceof z.ZodOptional) {
        return sectionsAt(schema.unwrap(), steps);
    }
    if (schema instanceof z.ZodUnion) {
        return schema.options.flatMap((option) => sectionsAt(option, steps));
    }
    const [step, ...rest] = steps;
    if (step === undefined) {
        return [schema];
    }
    if (schema instanceof z.ZodObject) {
        const next: z.core.$ZodType | undefined = schema.shape[step];
        return next === undefined ? [] : sectionsAt(next, rest);
    }
    if (schema instanceof z.ZodRecord) {
        return sectionsAt(schema.valueType, rest);
    }
    return schema instanceof z.ZodArray ? sectionsAt(schema.element, rest) : [];
}
