import { z } from "zod";

/** JSON Schema (2020-12) of what a schema lets through, with its descriptions. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
    return { ...z.toJSONSchema(schema) };
}
