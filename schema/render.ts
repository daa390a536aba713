import { catalogJsonSchema } from "../components/graph";
import { stackJsonSchema } from "../settings/jsonSchema";
import { componentPackage } from "./componentPackage";
import { componentReference } from "./componentReference";
import { schemaReference } from "./reference";

/** Name and text of every schema file this folder holds. */
export function renderSchemas(): ReadonlyMap<string, string> {
    return new Map([
        ["catalog.schema.json", text(catalogJsonSchema())],
        ["stack.schema.json", text(stackJsonSchema())],
    ]);
}

/** Path, from the root, and text of what is made of the components' types; analysing them takes seconds. */
export function renderComponents(): ReadonlyMap<string, string> {
    const schema = componentPackage();
    return new Map([
        ["components/schema.json", text(schema)],
        ["docs/reference/components.md", componentReference(schema)],
    ]);
}

/** Name and text of every page of docs/reference that is made of a schema. */
export function renderReferences(): ReadonlyMap<string, string> {
    const stack = stackJsonSchema() as { readonly properties: { readonly config: object } };
    return new Map([
        ["catalogue.md", schemaReference("Catalogue files", catalogueIntro, catalogJsonSchema())],
        ["stack-file.md", schemaReference("Stack files", stackIntro, stack.properties.config)],
    ]);
}

const catalogueIntro = [
    "Generated from the schema that judges them; do not edit. One file a namespace in `catalog/`, free of environments:",
    "what a team owns, what it accepts and what it calls. `*` marks what must be there. Unknown keys are errors.",
];

const stackIntro = [
    "Generated from the schema that judges them; do not edit. Keys below `config:` of `Pulumi.<stack>.yaml`: everything",
    "that differs between environments. `*` marks what must be there. Unknown keys are errors.",
];

function text(schema: object): string {
    return `${JSON.stringify(schema, null, 4)}\n`;
}
