import type { Path } from "../engine/field";
import type { SecretValue } from "../engine/secrets";

/** How the engine's messages mark an object that is none, and one that wraps a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The secrets in the properties of a resource as the engine sends them, before the SDK unwraps them all. */
export function* secretValues(value: unknown, path: Path = []): Iterable<SecretValue> {
    if (typeof value !== "object" || value === null) {
        return;
    }
    if (Array.isArray(value)) {
        for (const [index, each] of value.entries()) {
            yield* secretValues(each, [...path, index]);
        }
        return;
    }
    const map = value as Readonly<Record<string, unknown>>;
    if (map[signatureKey] === secretSignature) {
        yield { path };
        yield* texts(map["value"], path);
        return;
    }
    for (const [key, each] of Object.entries(map)) {
        yield* secretValues(each, [...path, key]);
    }
}

/** Every text within a secret is one. */
function* texts(value: unknown, path: Path): Iterable<SecretValue> {
    if (typeof value === "string") {
        yield { path, text: value };
    } else if (typeof value === "object" && value !== null) {
        for (const [key, each] of Object.entries(value)) {
            yield* texts(each, [...path, key]);
        }
    }
}
