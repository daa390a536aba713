/**
 * Words of CEL. Reading is by optionals throughout, so that a missing field reads as nothing instead of failing the
 * expression, which would refuse the object with words nobody understands.
 */

/** A text as CEL writes it. */
export function quoted(text: string): string {
    return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

export function listOf(texts: readonly string[]): string {
    return `[${texts.map(quoted).join(", ")}]`;
}

/** Names that CEL keeps to itself; a field of such a name cannot be written after a dot. */
const reserved =
    /^(as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var|void|while)$/;

/** A place that may not be there: `object.?spec.?mtls`, and by key where a map has names of any form. */
export function read(root: string, ...keys: readonly string[]): string {
    return keys.reduce(
        (path, key) =>
            /^[A-Za-z_]\w*$/.test(key) && !reserved.test(key)
                ? `${path}.?${key}`
                : `${path}[?${quoted(key)}]`,
        root,
    );
}

export function isSet(root: string, ...keys: readonly string[]): string {
    return `${read(root, ...keys)}.hasValue()`;
}

export function textAt(root: string, ...keys: readonly string[]): string {
    return `${read(root, ...keys)}.orValue('')`;
}

export function listAt(root: string, ...keys: readonly string[]): string {
    return `${read(root, ...keys)}.orValue([])`;
}

export function mapAt(root: string, ...keys: readonly string[]): string {
    return `${read(root, ...keys)}.orValue({})`;
}

export function isOn(root: string, ...keys: readonly string[]): string {
    return `${read(root, ...keys)}.orValue(false)`;
}

/** Whether a list is missing or empty. */
export function isNone(root: string, ...keys: readonly string[]): string {
    return `${listAt(root, ...keys)}.size() == 0`;
}

export function every(list: string, name: string, holds: string): string {
    return `${list}.all(${name}, ${holds})`;
}

export function some(list: string, name: string, holds: string): string {
    return `${list}.exists(${name}, ${holds})`;
}

/** Over the entries of a map; what holds is told by the expression of a value, and of its key. */
export function everyEntry(map: string, holds: (value: string, key: string) => string, key = "key"): string {
    return every(map, key, holds(`${map}[${key}]`, key));
}

export function all(...parts: readonly string[]): string {
    return parts.length === 0 ? "true" : parts.map(bracketed).join(" && ");
}

export function any(...parts: readonly string[]): string {
    return parts.length === 0 ? "false" : parts.map(bracketed).join(" || ");
}

export function not(part: string): string {
    return `!${bracketed(part)}`;
}

export function isOneOf(text: string, texts: Iterable<string>): string {
    return `${text} in ${listOf([...texts])}`;
}

/** No two elements of a list have the same there; those without it do not count. */
export function areUnique(list: string, key: string): string {
    const same = `${isSet("b", key)} && b.${key} == a.${key}`;
    return every(list, "a", any(not(isSet("a", key)), `${list}.filter(b, ${same}).size() == 1`));
}

/** Whether a text matches a regular expression: one that says the same in RE2, by which CEL reads it. */
export function matches(text: string, { source, flags }: RegExp): string {
    if (/\(\?(?!:)|\\[1-9kpP]/.test(source) || !/^i?$/.test(flags)) {
        throw new Error(`/${source}/${flags} means nothing in RE2, or something else`);
    }
    return `${text}.matches(${quoted(`${flags === "i" ? "(?i)" : ""}${source.replaceAll("\\/", "/")}`)})`;
}

/** In brackets, unless nothing in it binds weaker than what stands around. */
function bracketed(part: string): string {
    return /^[\w.?]+(\([^()]*\))?$/.test(part) ? part : `(${part})`;
}
