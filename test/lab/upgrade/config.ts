/** A part of a stack file; `null` in a change takes a key away (RFC 7386). */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Config = { readonly [key: string]: Value };

/** The stack file after a change to some of its keys: what a user's diff would leave. */
export function changed(config: Config, change: Config): Config {
    const result: Record<string, Value> = { ...config };
    for (const [key, value] of Object.entries(change)) {
        const before = result[key];
        if (value === null) {
            delete result[key];
        } else if (isSection(value)) {
            result[key] = changed(isSection(before) ? before : {}, value);
        } else {
            result[key] = value;
        }
    }
    return result;
}

export function section(config: Config, key: string): Config {
    const value = config[key];
    return isSection(value) ? value : {};
}

function isSection(value: Value | undefined): value is Config {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
