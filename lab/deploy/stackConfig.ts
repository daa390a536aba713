/** The `config` section of a stack file, keys with their prefix, not judged yet. */
export type StackConfig = Readonly<Record<string, unknown>>;

/** A map of a stack file; empty for anything else, which the program itself finds fault with. */
export function asMap(value: unknown): StackConfig {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as StackConfig) : {};
}
