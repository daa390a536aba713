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

/** A number within bounds, whole or not. */
export function decimal(
    description: string,
    bounds: { readonly min: number; readonly max: number; readonly code?: string },
) {
    const expected = `a number from ${bounds.min} to ${bounds.max}`;
    return z
        .number({ error: expected })
        .check((context) => {
            const value = context.value;
            if (!(value >= bounds.min && value <= bounds.max)) {
                report(context, {
                    code: bounds.code ?? "out-of-range",
                    message: `must be ${expected}, got ${value}`,
                });
            }
        })
        .meta({ description, minimum: bounds.min, maximum: bounds.max });
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
                report(context, { code: "empty", message: `is empty; write ${expected}` });
            }
        })
        .meta({ description, minItems: 1 });
}

/** A list that may be empty: that says the same as leaving it out. */
export function anyList<Item extends z.ZodType>(item: Item, expected: string, description: string) {
    return z.array(item, { error: expected }).meta({ description });
}

/** A map from names to values of one kind; the names themselves are judged by the rules, `names` tells editors. */
export function mapOf<Value extends z.ZodType>(
    value: Value,
    expected: string,
    description: string,
    names?: RegExp,
) {
    const meta = names === undefined ? {} : { propertyNames: { pattern: names.source } };
    return z.record(z.string(), value, { error: expected }).meta({ description, ...meta });
}

/** One of several shapes; `expected` names them all. */
export function either<Options extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(
    options: Options,
    expected: string,
    description: string,
) {
    return z.union(options, { error: expected }).meta({ description });
}

/** Exactly this word. */
export function only<const Word extends string>(word: Word, expected: string, description: string) {
    return z.literal(word, { error: expected }).meta({ description });
}

/** What a schema lets through. */
export type Content<Schema extends z.ZodType> = z.infer<Schema>;

/** Known words that are refused at a place, each with its reason: calling them unknown would mislead. */
export type Refused = Readonly<Record<string, { readonly code: string; readonly message: string }>>;

/** Keys that belong to the grammar of a later release. */
export function nothingDerives(...keys: readonly string[]): Refused {
    return refuse("nothing-derives-yet", keys, (key) => `nothing derives "${key}" yet; remove it`);
}

/** The same refusal for several keys. */
export function refuse(code: string, keys: readonly string[], message: (key: string) => string): Refused {
    return Object.fromEntries(keys.map((key) => [key, { code, message: message(key) }]));
}

/** A map with known keys only. */
export function section<Shape extends z.ZodRawShape>(
    shape: Shape,
    expected: string,
    description: string,
    refused: Refused = {},
) {
    const schema = z.strictObject(shape, { error: expected }).meta({ description });
    refusedKeys.set(schema, refused);
    return schema;
}

const refusedKeys = new WeakMap<z.core.$ZodType, Refused>();

/** The words a section refuses with a reason of its own. */
export function refusedBy(schema: z.core.$ZodType): Refused {
    return refusedKeys.get(schema) ?? {};
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
