import { jsonSchemaOf } from "../components/graph/shape";
import { requiredKeys, stackConfig } from "./stackSchema";

const prefix = "meshwright:";

/** JSON Schema of a stack file, for editors: our keys are checked, everything else in the file is Pulumi's. */
export function stackJsonSchema(): Record<string, unknown> {
    const { $schema, properties, ...rest } = jsonSchemaOf(stackConfig);
    const own = Object.entries(properties as Readonly<Record<string, unknown>>);
    return {
        $schema,
        title: "Meshwright stack file",
        description: rest["description"],
        type: "object",
        properties: {
            config: {
                type: "object",
                properties: Object.fromEntries(own.map(([key, value]) => [`${prefix}${key}`, value])),
                patternProperties: { [`^${prefix}(?!(${own.map(([key]) => key).join("|")})$)`]: false },
                required: Object.keys(requiredKeys).map((key) => `${prefix}${key}`),
            },
        },
        required: ["config"],
    };
}
