import type { Field } from "../engine/field";
import { type Finding, violation } from "../engine/rule";
import type { Place } from "./pool";

/** What becomes of an object that does not fit. */
export const refused = "the API server refuses the object";

const names: Readonly<Record<string, string>> = {
    object: "a map",
    array: "a list",
    string: "a text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
};

/** Of another type than the schema says. YAML makes numbers and truth of texts that nobody quoted. */
export function* typeFindings(field: Field, { type, intOrString }: Place): Iterable<Finding> {
    const is = typeOf(field.value);
    const fits =
        intOrString === true
            ? is === "integer" || is === "string"
            : type === undefined || is === type || (type === "number" && is === "integer");
    if (!fits) {
        const wanted = intOrString === true ? "a whole number or a text" : (names[type ?? ""] ?? type);
        const fix = type === "string" && is !== "object" && is !== "array" ? "quote it" : `give ${wanted}`;
        yield violation(field, `which is ${names[is] ?? is} and not ${wanted}, so ${refused}`, fix);
    }
}

function typeOf(value: unknown): string {
    if (Array.isArray(value)) {
        return "array";
    }
    return Number.isInteger(value) ? "integer" : typeof value;
}

export function* limitFindings(field: Field, place: Place): Iterable<Finding> {
    const { value } = field;
    if (place.enum !== undefined && !place.enum.includes(value)) {
        const words = place.enum.map(String).filter((each) => each !== "");
        yield violation(field, `which is none of its words, so ${refused}`, `write ${words.join(", ")}`);
    }
    if (typeof value === "string") {
        yield* textFindings(field, value, place);
    } else if (typeof value === "number") {
        yield* within(field, value, place.minimum, place.maximum, "");
    } else if (Array.isArray(value)) {
        yield* within(field, value.length, place.minItems, place.maxItems, " elements");
    } else {
        const size = field.entries().length;
        yield* within(field, size, place.minProperties, place.maxProperties, " entries");
    }
}

function* textFindings(field: Field, value: string, place: Place): Iterable<Finding> {
    const { pattern, minLength, maxLength } = place;
    // An empty text where one is needed is as good as none.
    yield* within(field, [...value].length, minLength, maxLength, " characters");
    if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
        yield violation(field, `which does not match ${pattern}, so ${refused}`, "write it like that");
    }
}

function* within(
    field: Field,
    size: number,
    least: number | undefined,
    most: number | undefined,
    of: string,
): Iterable<Finding> {
    if (least !== undefined && size < least) {
        yield violation(field, `where ${least}${of} are the least, so ${refused}`, "give more");
    } else if (most !== undefined && size > most) {
        yield violation(field, `where ${most}${of} are the most, so ${refused}`, "give less");
    }
}
