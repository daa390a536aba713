import { catalogJsonSchema } from "../components/graph";
import { stackJsonSchema } from "../settings/jsonSchema";

/** Name and text of every schema file this folder holds. */
export function renderSchemas(): ReadonlyMap<string, string> {
    return new Map([
        ["catalog.schema.json", text(catalogJsonSchema())],
        ["stack.schema.json", text(stackJsonSchema())],
    ]);
}

function text(schema: Record<string, unknown>): string {
    return `${JSON.stringify(schema, null, 4)}\n`;
}
