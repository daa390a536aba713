import { Optional, Url } from "./values";

/** What a method makes of a value and its arguments. */
export function callMethod(name: string, on: unknown, args: readonly unknown[]): unknown {
    if (name === "size") {
        return sizeOf(on);
    }
    if (name === "getScheme" && on instanceof Url) {
        return on.scheme;
    }
    if (name === "hasValue" && on instanceof Optional) {
        return on.isThere;
    }
    if (typeof on !== "string") {
        throw new Error("no such overload");
    }
    const [first, second] = args;
    switch (name) {
        case "contains":
            return on.includes(String(first));
        case "startsWith":
            return on.startsWith(String(first));
        case "endsWith":
            return on.endsWith(String(first));
        case "matches":
            return asPattern(String(first)).test(on);
        case "lowerAscii":
            return on.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        case "upperAscii":
            return on.replace(/[a-z]/g, (letter) => letter.toUpperCase());
        case "trim":
            return on.trim();
        case "split":
            return on.split(String(first));
        default:
            return substring(on, Number(first), second === undefined ? undefined : Number(second));
    }
}

function substring(text: string, from: number, to?: number): string {
    const characters = [...text];
    if (from > characters.length || (to ?? 0) > characters.length) {
        throw new Error("index out of range");
    }
    return characters.slice(from, to).join("");
}

export function sizeOf(value: unknown): number {
    if (typeof value === "string") {
        return [...value].length;
    }
    if (typeof value !== "object" || value === null) {
        throw new Error("no such overload");
    }
    return Object.keys(value).length;
}

const patterns = new Map<string, RegExp>();

/** RE2 writes at the front that letters of either case are meant. */
function asPattern(text: string): RegExp {
    let found = patterns.get(text);
    if (found === undefined) {
        found = text.startsWith("(?i)") ? new RegExp(text.slice(4), "iu") : new RegExp(text, "u");
        patterns.set(text, found);
    }
    return found;
}

/** By what is in them, whatever the order of keys. */
export function isEqual(one: unknown, other: unknown): boolean {
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
        return one === other;
    }
    if (Array.isArray(one) !== Array.isArray(other)) {
        return false;
    }
    const [left, right] = [Object.entries(one), new Map(Object.entries(other))];
    return left.length === right.size && left.every(([key, value]) => isEqual(value, right.get(key)));
}
