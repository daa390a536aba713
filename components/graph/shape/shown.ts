const longest = 60;

/** A value as it may appear in a message: quoted when it is text, never longer than a line. */
export function shown(value: unknown): string {
    if (value === null || value === undefined) {
        return "nothing";
    }
    if (typeof value === "string") {
        return value.length > longest ? `${JSON.stringify(value.slice(0, longest))}…` : JSON.stringify(value);
    }
    if (Array.isArray(value)) {
        return "a list";
    }
    if (typeof value === "number") {
        return `the number ${value}`;
    }
    if (typeof value === "boolean") {
        return String(value);
    }
    return typeof value === "object" ? "a map" : `a ${typeof value}`;
}
