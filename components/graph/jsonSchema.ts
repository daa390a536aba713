import { z } from "zod";
import { catalogFile } from "./sections/catalogFile";

/** JSON Schema of one catalogue file, for editors; the parser knows more than a schema can say. */
export function catalogJsonSchema(): Record<string, unknown> {
    return { title: "Meshwright catalogue file", ...z.toJSONSchema(catalogFile) };
}
