/**
 * Where the version stands. An annotation, because the provider replaces a ConfigMap whose data changes, and a
 * replaced guard would ask whether its revision may be deleted.
 */
export const versionKey = "meshwright.io/version";

/** Of a guard's inputs as the engine hands them to a hook: what it stands for. */
export function guardedName(inputs: Record<string, unknown> | undefined): string {
    return textAt(inputs, ["data", "guards"]);
}

export function guardedVersion(inputs: Record<string, unknown> | undefined): string {
    return textAt(inputs, ["metadata", "annotations", versionKey]);
}

function textAt(inputs: unknown, path: readonly string[]): string {
    const found = path.reduce<unknown>(
        (value, key) =>
            typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(key) : undefined,
        inputs,
    );
    return typeof found === "string" ? found : "";
}
