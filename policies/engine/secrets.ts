import type { Field, Path } from "./field";

/** Something the engine was told to keep secret: where it stands, and what it says, where that is a text. */
export interface SecretValue {
    readonly path: Path;
    readonly text?: string;
}

const hidden = "(secret)";
/** A shorter one may be a part of any word, and guards nothing. */
const shortest = 4;

/** A value to be shown, without what is secret in it, about it or around it. */
export function shown(field: Field, secrets: readonly SecretValue[]): unknown {
    if (secrets.some(({ path }) => startsWith(field.path, path))) {
        return hidden;
    }
    return secrets
        .filter(({ path }) => startsWith(path, field.path))
        .reduce((value, { path }) => without(value, path.slice(field.path.length)), field.value);
}

/** A message without the secrets that rules quote in passing. */
export function withoutSecrets(message: string, secrets: readonly SecretValue[]): string {
    return secrets
        .flatMap(({ text = "" }) => (text.length < shortest ? [] : [text]))
        .reduce((rest, text) => rest.replaceAll(text, hidden), message);
}

function startsWith(path: Path, start: Path): boolean {
    return start.length <= path.length && start.every((key, index) => `${key}` === `${path[index]}`);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
    if (key === undefined) {
        return hidden;
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map((each, index) => (`${index}` === `${key}` ? without(each, rest) : each));
    }
    const map = value as Readonly<Record<string, unknown>>;
    return Object.hasOwn(map, key) ? { ...map, [key]: without(map[key], rest) } : value;
}
