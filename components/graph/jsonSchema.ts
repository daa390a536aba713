import { catalogFile, requiredKeys } from "./sections/catalogFile";
import { jsonSchemaOf } from "./shape/jsonSchema";

/** JSON Schema of one catalogue file, for editors; the parser knows more than a schema can say. */
export function catalogJsonSchema(): Record<string, unknown> {
    return { title: "Meshwright catalogue file", ...jsonSchemaOf(catalogFile), required: requiredKeys };
}
