/** Envoy's configuration as protobuf writes it in JSON: read field by field, because nothing here may assume more. */
export type Json = { readonly [field: string]: unknown };

export function object(value: unknown): Json {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function objects(value: unknown): readonly Json[] {
    return Array.isArray(value) ? value.map(object) : [];
}

export function texts(value: unknown): readonly string[] {
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

/** The one field that is set of a `oneof`; anything else this reader does not understand, and says so. */
export function onlyField(value: unknown, what: string): readonly [string, unknown] {
    const fields = Object.entries(object(value));
    const [only, second] = fields;
    if (only === undefined || second !== undefined) {
        throw new Error(`${what} has ${fields.length} fields: ${JSON.stringify(value)}`);
    }
    return only;
}
