import { ComponentResource, type ComponentResourceOptions, type Inputs, Output } from "@pulumi/pulumi";
import type { Provider } from "@pulumi/pulumi/provider";
import type { PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";

type Component = new (name: string, args: Inputs, options?: ComponentResourceOptions) => ComponentResource;

/** The components as the engine asks for them on behalf of a program in another language: by token, with plain arguments. */
export function componentHost(schema: PackageSpec, api: Readonly<Record<string, unknown>>): Provider {
    return {
        version: schema.version ?? "",
        schema: JSON.stringify(schema),
        construct: async (name, token, args, options) => {
            const definition = schema.resources[token];
            const component = api[token.split(":").at(-1) ?? ""];
            if (definition === undefined || !isComponent(component)) {
                const known = Object.keys(schema.resources).join(", ");
                throw new Error(`${schema.name} has no component ${token}; it has ${known}`);
            }
            const problems = Object.entries(args).flatMap(([key, value]) => outputsIn(value, key));
            if (problems.length > 0) {
                throw new Error(`${token} "${name}" cannot be made yet:\n${problems.join("\n")}`);
            }
            const made = new component(name, args, options);
            const outputs = Object.keys(definition.properties ?? {});
            return {
                urn: made.urn,
                state: Object.fromEntries(outputs.map((each) => [each, Reflect.get(made, each)])),
            };
        },
    };
}

function isComponent(value: unknown): value is Component {
    return typeof value === "function" && value.prototype instanceof ComponentResource;
}

/** Arguments decide what exists, and a preview must be able to say it; languages without types hand over outputs all the same. */
function outputsIn(value: unknown, path: string): readonly string[] {
    if (Output.isInstance(value)) {
        return [
            `${path}: is secret, or an output of another resource; it decides what exists, so write the value itself`,
        ];
    }
    if (Array.isArray(value)) {
        return value.flatMap((each, index) => outputsIn(each, `${path}[${index}]`));
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, each]) => outputsIn(each, `${path}.${key}`))
        : [];
}
