/** The key by which the engine marks what is not plain data, and what it then says of a secret. */
const mark = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine shows in place of a secret. */
export const secret = "[secret]";

/** What stands where nobody can know a value before an update: one of these of each type. */
const unknowns = new Set([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
export const unknown = "(not known yet)";

/** Inputs as a reader may see them: no secret, however the engine wrote it, and words for what is not known yet. */
export function shownInputs(value: unknown): unknown {
    if (typeof value === "string") {
        return unknowns.has(value) ? unknown : value;
    }
    if (Array.isArray(value)) {
        return value.map(shownInputs);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return (value as Readonly<Record<string, unknown>>)[mark] === secretMark
        ? secret
        : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shownInputs(each)]));
}

/** Those of the fields that the engine names in which a secret stands, on either side. */
export function secretFields(fields: readonly string[], ...sides: readonly unknown[]): readonly string[] {
    return fields.filter((field) => sides.some((side) => isInSecret(side, field)));
}

/** Whether there is a secret anywhere. */
export function holdsSecret(value: unknown): boolean {
    return typeof value === "object" && value !== null
        ? Object.values(value).some(holdsSecret)
        : value === secret;
}

/** A path such as `spec.rules[0].from` or `data["a.b"]`; what stands in a secret as a whole is one as well. */
function isInSecret(root: unknown, path: string): boolean {
    let here = root;
    for (const [, quoted, key] of path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)) {
        if (here === secret) {
            return true;
        }
        here = (here as Readonly<Record<string, unknown>> | null | undefined)?.[quoted ?? key ?? ""];
    }
    return holdsSecret(here);
}
