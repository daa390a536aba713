import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { stackJsonSchema } from "../../settings/jsonSchema";
import { requiredKeys } from "../../settings/stackSchema";

interface Declared {
    readonly type: string;
    readonly description?: string;
    readonly default?: unknown;
}

const project = parse(readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8")) as {
    readonly config: Readonly<Record<string, Declared>>;
};
const { properties } = stackJsonSchema() as {
    readonly properties: {
        readonly config: { readonly properties: Readonly<Record<string, { readonly type?: string }>> };
    };
};

describe("the settings that Pulumi.yaml declares", () => {
    const declared = Object.entries(project.config);

    it("are those the program knows, each with its type and what it is", () => {
        const known = properties.config.properties;
        expect(declared.filter(([key]) => known[key] === undefined).map(([key]) => key)).to.deep.equal([]);
        expect(
            declared.filter(([key, { type }]) => known[key]?.type !== type).map(([key]) => key),
        ).to.deep.equal([]);
        expect(declared.filter(([, { description }]) => !description).map(([key]) => key)).to.deep.equal([]);
    });

    it("are all that a stack must have, which the engine then asks for, and those with a default", () => {
        const needed = declared.filter(([, each]) => each.default === undefined).map(([key]) => key);
        expect(needed.sort()).to.deep.equal(
            Object.keys(requiredKeys)
                .map((key) => `meshwright:${key}`)
                .sort(),
        );
    });
});
