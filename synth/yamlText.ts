/**
 * Plain data as block YAML, keys in the order they have. Deliberately narrow: text that any YAML reader could take
 * for something else is quoted as JSON, which is YAML too, so the result means the same to readers of 1.1 and 1.2
 * (kubectl reads `on`, `1e3`, `0o7` and `12:30` its own way).
 *
 * Not the YAML library's writer, because that alone costs the CPU that reading, deriving and writing a thousand
 * services cost together (`npm run bench`).
 */
export function yamlText(value: unknown): string {
    const lines: string[] = [];
    if (!isCollection(value) || isEmpty(value)) {
        return `${scalar(value)}\n`;
    }
    write(value, "", "", lines);
    return `${lines.join("\n")}\n`;
}

type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

/** `lead` starts the first line of the collection, as in `- name: x`; the others start with `indent`. */
function write(collection: Collection, indent: string, lead: string, lines: string[]): void {
    let start = lead;
    if (isList(collection)) {
        for (const item of collection) {
            if (isCollection(item) && !isEmpty(item)) {
                write(item, `${indent}  `, `${start}- `, lines);
            } else {
                lines.push(`${start}- ${scalar(item)}`);
            }
            start = indent;
        }
        return;
    }
    for (const key in collection) {
        const value = collection[key];
        if (value === undefined) {
            continue;
        }
        if (isCollection(value) && !isEmpty(value)) {
            lines.push(`${start}${text(key)}:`);
            const inner = `${indent}  `;
            write(value, inner, inner, lines);
        } else {
            lines.push(`${start}${text(key)}: ${scalar(value)}`);
        }
        start = indent;
    }
}

function isCollection(value: unknown): value is Collection {
    return typeof value === "object" && value !== null;
}

function isList(value: Collection): value is readonly unknown[] {
    return Array.isArray(value);
}

function isEmpty(value: Collection): boolean {
    if (isList(value)) {
        return value.length === 0;
    }
    for (const key in value) {
        if (value[key] !== undefined) {
            return false;
        }
    }
    return true;
}

function scalar(value: unknown): string {
    switch (typeof value) {
        case "string":
            return text(value);
        case "number":
            if (!Number.isFinite(value)) {
                throw new Error(`internal error: ${value} has no place in a manifest`);
            }
            return String(value);
        case "boolean":
            return value ? "true" : "false";
        case "object":
            return value === null ? "null" : Array.isArray(value) ? "[]" : "{}";
        default:
            throw new Error(`internal error: a ${typeof value} has no place in a manifest`);
    }
}

/** Starts like a word or a path and holds nothing that a reader gives a meaning to where it stands. */
const word = /^[A-Za-z/](?:[A-Za-z0-9._/,:-]*[A-Za-z0-9._/-])?$/;
/** Durations and sizes; the unit keeps them from being numbers. */
const quantity = /^\d+(?:ms|[smh]|[KMGT]i)$/;
/** What some reader of YAML 1.1 or 1.2 takes for something else than text although it looks like a word. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|e-?\d+)$/i;

function text(value: string): string {
    // JSON leaves U+2028 and its like as they are, where YAML 1.1 sees the end of a line.
    return (word.test(value) && !reserved.test(value)) || quantity.test(value)
        ? value
        : JSON.stringify(value).replace(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
