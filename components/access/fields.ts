/**
 * Objects under judgement may come from anyone, so nothing about their shape is taken for granted: these read what
 * is there and nothing else.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The value at the end of a path of field names, or undefined where the path breaks off. */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
    return path.reduce((within: unknown, name) => fieldsOf(within)[name], value);
}

export function itemsOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

/** The entries of a map of strings, such as labels; the map itself where it holds nothing else, which is usual. */
export function textsByName(value: unknown): Readonly<Record<string, string>> {
    const fields = fieldsOf(value);
    return isAllText(fields)
        ? fields
        : Object.fromEntries(
              Object.entries(fields).filter(
                  (entry): entry is [string, string] => typeof entry[1] === "string",
              ),
          );
}

function isAllText(fields: Fields): fields is Readonly<Record<string, string>> {
    for (const name in fields) {
        if (typeof fields[name] !== "string") {
            return false;
        }
    }
    return true;
}

/** Whether labels carry everything a selector asks for; a selector that asks for nothing selects all. */
export function selects(
    selector: Readonly<Record<string, string>>,
    labels: Readonly<Record<string, string>>,
): boolean {
    for (const name in selector) {
        if (labels[name] !== selector[name]) {
            return false;
        }
    }
    return true;
}
