import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Schema {
    readonly $ref?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly additionalProperties?: Schema | boolean;
    readonly items?: Schema;
    readonly anyOf?: readonly Schema[];
    readonly oneOf?: readonly Schema[];
}

const file = join(__dirname, "..", "..", "..", "schema", "stack.schema.json");

/** Every key that a stack file may have, by its path; `*` stands for a name that its author chooses. */
export function schemaLeaves(): readonly string[] {
    const { config } = (JSON.parse(readFileSync(file, "utf8")) as Schema).properties ?? {};
    const leaves = config === undefined ? [] : leavesIn(config, []);
    return [...new Set(leaves.map((each) => each.replace(/^meshwright:/, "")))];
}

function leavesIn(schema: Schema, path: readonly string[]): readonly string[] {
    const { $ref, properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
    if ($ref !== undefined) {
        throw new Error(`${path.join(".")} refers to ${$ref}, which nothing here follows`);
    }
    const inside = [
        ...Object.entries(properties).flatMap(([key, each]) => leavesIn(each, [...path, key])),
        ...(typeof additionalProperties === "object" ? leavesIn(additionalProperties, [...path, "*"]) : []),
        ...(items?.properties === undefined ? [] : leavesIn(items, path)),
        ...[...anyOf, ...oneOf]
            .filter((each) => each.properties !== undefined || typeof each.additionalProperties === "object")
            .flatMap((each) => leavesIn(each, path)),
    ];
    return inside.length === 0 ? [path.join(".")] : inside;
}
