import { z } from "zod";

/** JSON Schema (draft 7, the newest every YAML editor knows) of what a schema lets through, with its descriptions. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
    return { ...z.toJSONSchema(schema, { target: "draft-7" }) };
}
