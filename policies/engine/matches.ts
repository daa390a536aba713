import { type Field, unknownValue } from "./field";

/** What has no part in which requests are matched. */
const irrelevant = new Set(["name", "statPrefix"]);

/**
 * Whether one match takes every request of another, and so leaves it nothing: each of its conditions is the other's as
 * well, or is wider. Nobody compares regular expressions with anything but themselves.
 */
export function takesAll(first: Field, second: Field): boolean {
    if (first.isUnknown || second.isUnknown) {
        return false;
    }
    const isFolded = second.at("ignoreUriCase").value === true && first.at("ignoreUriCase").value !== true;
    return first
        .entries()
        .filter(([key]) => !irrelevant.has(key) && key !== "ignoreUriCase")
        .every(([key, value]) => {
            const other = second.at(key);
            if (key === "headers" || key === "queryParams" || key === "sourceLabels") {
                return value.entries().every(([name, each]) => isSame(each, other.at(name)));
            }
            return key === "uri" ? !isFolded && uriTakes(value, other) : isSame(value, other);
        });
}

function uriTakes(first: Field, second: Field): boolean {
    const prefix = first.at("prefix").text;
    const other = second.at("prefix").text ?? second.at("exact").text;
    return isSame(first, second) || (prefix !== undefined && other?.startsWith(prefix) === true);
}

/** Whether two fields hold the same; what is not known yet is never the same. */
export function isSame(first: Field, second: Field): boolean {
    const [one, two] = [canonical(first.value), canonical(second.value)];
    return one !== undefined && one === two;
}

/** The same text for the same content, whatever the order of its keys; undefined with an unknown in it. */
function canonical(value: unknown): string | undefined {
    if (value === unknownValue) {
        return undefined;
    }
    if (typeof value !== "object" || value === null) {
        return JSON.stringify(value) ?? "undefined";
    }
    const parts = (Array.isArray(value) ? [...value.entries()] : Object.entries(value).sort(byKey)).map(
        ([key, each]) => {
            const text = canonical(each);
            return text === undefined ? undefined : `${key}:${text}`;
        },
    );
    return parts.includes(undefined) ? undefined : `{${parts.join(",")}}`;
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
    return left < right ? -1 : 1;
}
