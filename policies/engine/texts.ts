import type { Field } from "./field";

/** The elements of a text that is a list with commas, as annotations write one. */
export function commaSeparated(field: Field): readonly string[] {
    // A port alone is a number in YAML, and templates forget the quotes.
    const text = typeof field.value === "number" ? String(field.value) : (field.text ?? "");
    return text
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== "");
}

/** Whether a switch is on, as a boolean or as its text. */
export function isTrue(field: Field): boolean {
    return field.value === true || field.text?.toLowerCase() === "true";
}

export function isFalse(field: Field): boolean {
    return field.value === false || field.text?.toLowerCase() === "false";
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as Istio and Go write it (`1h30m`, `250ms`, `1.5s`); undefined when it is none. */
export function milliseconds(field: Field): number | undefined {
    const text = field.text ?? "";
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
        return text === "0" ? 0 : undefined;
    }
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
        (sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0),
        0,
    );
}
