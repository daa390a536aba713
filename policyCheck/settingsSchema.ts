/** The part of JSON Schema that the settings of policies are described with. */
export interface Schema {
    readonly type?: string;
    readonly enum?: readonly unknown[];
    readonly pattern?: string;
    readonly minLength?: number;
    readonly minItems?: number;
    readonly minProperties?: number;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly additionalProperties?: boolean | Schema;
    readonly items?: Schema;
}

/** What is wrong with a value, each with its path. */
export function schemaProblems(value: unknown, schema: Schema, path: string): readonly string[] {
    const is = (what: string) => [`${path} is ${JSON.stringify(value)}; ${what}`];
    if (schema.type !== undefined && typeOf(value) !== schema.type) {
        return schema.type === "number" && typeOf(value) === "integer" ? [] : is(`give a ${schema.type}`);
    }
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
        return is(`${schema.enum.map((each) => JSON.stringify(each)).join(", ")} are allowed`);
    }
    switch (typeof value) {
        case "string":
            return textProblems(value, schema).flatMap(is);
        case "number":
            return numberProblems(value, schema).flatMap(is);
        case "object":
            return Array.isArray(value)
                ? listProblems(value, schema, path)
                : mapProblems(value ?? {}, schema, path);
        default:
            return [];
    }
}

function textProblems(value: string, { minLength = 0, pattern }: Schema): readonly string[] {
    if (value.length < minLength) {
        return [`give ${minLength} characters at least`];
    }
    return pattern === undefined || new RegExp(pattern, "u").test(value) ? [] : [`it must match ${pattern}`];
}

function numberProblems(value: number, { minimum = value, maximum = value }: Schema): readonly string[] {
    return value < minimum || value > maximum ? [`${minimum} to ${maximum} are allowed`] : [];
}

function listProblems(
    value: readonly unknown[],
    { minItems = 0, items }: Schema,
    path: string,
): readonly string[] {
    if (value.length < minItems) {
        return [`${path} has ${value.length} elements; give ${minItems} at least`];
    }
    return items === undefined
        ? []
        : value.flatMap((each, index) => schemaProblems(each, items, `${path}[${index}]`));
}

function mapProblems(value: object, schema: Schema, path: string): readonly string[] {
    const missing = (schema.required ?? [])
        .filter((key) => !Object.hasOwn(value, key))
        .map((key) => `${path} has no ${key}; give one`);
    const found = Object.entries(value).flatMap(([key, each]) => {
        const { properties = {}, additionalProperties } = schema;
        const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
        if (own !== undefined) {
            return schemaProblems(each, own, `${path}.${key}`);
        }
        if (additionalProperties === false) {
            return [`${path} has the key "${key}"; ${Object.keys(properties).join(", ")} are allowed`];
        }
        return typeof additionalProperties === "object"
            ? schemaProblems(each, additionalProperties, `${path}.${key}`)
            : [];
    });
    return [...missing, ...found];
}

function typeOf(value: unknown): string {
    if (Array.isArray(value)) {
        return "array";
    }
    return Number.isInteger(value) ? "integer" : value === null ? "null" : typeof value;
}
