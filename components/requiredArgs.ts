import type { z } from "zod";
import { readShape, type Shape, section } from "./graph/shape";
import { formatProblems, type Problem } from "./problems";
import { argumentPlace, given } from "./revisionArgs";

/** The arguments that a schema knows, read; those it does not know are the engine's to judge. */
export function readArgs<Content>(
    schema: z.ZodType<Content> & { readonly shape: object },
    args: object,
): Shape<Content> {
    const known = Object.keys(schema.shape).map((key) => [key, (args as Record<string, unknown>)[key]]);
    return readShape(schema, given(Object.fromEntries(known)), argumentPlace);
}

/**
 * Refuses a component before anything of it is registered where an argument that it needs is missing or has not the
 * form: languages without types hand over whatever was written.
 *
 * @throws Error with everything that is wrong
 */
export function requireArgs<Args extends object>(
    component: string,
    args: Args,
    shape: { readonly [Key in keyof Args & string]?: z.ZodType<string> },
): void {
    const schema = section(shape as Record<string, z.ZodType>, "a map of arguments", `What ${component} is.`);
    refuse(component, readArgs(schema, args).problems);
}

/** @throws Error with all problems, if there are any */
export function refuse(component: string, problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw new Error(formatProblems(`${component} cannot be made:`, problems));
    }
}
