import { z } from "zod";

/** What is wrong with one value, without its place; `undefined` when nothing is. */
export type Trouble = { readonly code: string; readonly message: string } | undefined;

/**
 * A text with a format. `expected` completes "must be …" and is what a reader is told when the type is wrong;
 * the check may say more precisely what is wrong with this value and what to write instead.
 */
export function text(
    expected: string,
    description: string,
    check: (value: string) => Trouble = () => undefined,
    pattern?: RegExp,
) {
    return z
        .string({ error: expected })
        .check((context) => {
            const trouble = check(context.value);
            if (trouble !== undefined) {
                report(context, trouble);
            }
        })
        .meta({ description, ...(pattern === undefined ? {} : { pattern: pattern.source }) });
}

/** A whole number within bounds; `advice` is added to the message when it is outside. */
export function whole(
    description: string,
    bounds: { readonly min: number; readonly max: number; readonly code?: string; readonly advice?: string },
) {
    const expected = `a whole number from ${bounds.min} to ${bounds.max}`;
    return z
        .number({ error: expected })
        .check((context) => {
            const value = context.value;
            if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) {
                const advice = bounds.advice === undefined ? "" : `; ${bounds.advice}`;
                report(context, {
                    code: bounds.code ?? "out-of-range",
                    message: `must be ${expected}, got ${value}${advice}`,
                });
            }
        })
        .meta({ description, type: "integer", minimum: bounds.min, maximum: bounds.max });
}

/** One word of a closed list. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
    words: Words,
    description: string,
    expected = `one of ${words.join(", ")}`,
) {
    return z.enum(words, { error: expected }).meta({ description });
}

export function flag(description: string) {
    return z.boolean({ error: "true or false" }).meta({ description });
}

/** A list with at least one item. */
export function list<Item extends z.ZodType>(item: Item, expected: string, description: string) {
    return z
        .array(item, { error: expected })
        .check((context) => {
            if (context.value.length === 0) {
                report(context, { code: "empty", message: `is empty; write ${expected}, or remove the key` });
            }
        })
        .meta({ description, minItems: 1 });
}

/** A list that may be empty: that says the same as leaving it out. */
export function anyList<Item extends z.ZodType>(item: Item, expected: string, description: string) {
    return z.array(item, { error: expected }).meta({ description });
}

/** A map from names to values of one kind. */
export function mapOf<Value extends z.ZodType>(value: Value, expected: string, description: string) {
    return z.record(z.string(), value, { error: expected }).meta({ description });
}

/**
 * A map with known keys only. `later` names the keys of the grammar that nothing is derived from yet: they are
 * refused too, but saying "unknown" would mislead.
 */
export function section<Shape extends z.ZodRawShape>(
    shape: Shape,
    expected: string,
    description: string,
    later: readonly string[] = [],
) {
    const schema = z.strictObject(shape, { error: expected }).meta({ description });
    laterKeys.set(schema, later);
    return schema;
}

const laterKeys = new WeakMap<z.ZodType, readonly string[]>();

/** The keys of a section that belong to a later release. */
export function laterKeysOf(schema: z.ZodType): readonly string[] {
    return laterKeys.get(schema) ?? [];
}

function report(
    context: { issues: z.core.$ZodRawIssue[]; value: unknown },
    trouble: NonNullable<Trouble>,
): void {
    context.issues.push({
        code: "custom",
        message: trouble.message,
        params: { code: trouble.code },
        input: context.value,
        continue: true,
    });
}
