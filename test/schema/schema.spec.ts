import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import { renderReferences, renderSchemas } from "../../schema/render";
import { changed } from "../graph/problems/example";

const root = join(__dirname, "..", "..");

function validator(name: string): ValidateFunction {
    const schema = JSON.parse(readFileSync(join(root, "schema", name), "utf8")) as Record<string, unknown>;
    return new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(
        schema,
    );
}

function yamlAt(...path: readonly string[]): unknown {
    return parse(readFileSync(join(root, ...path), "utf8"));
}

describe("the committed schemas", () => {
    for (const [name, text] of renderSchemas()) {
        it(`are what the parsers say today: schema/${name} (npm run schema)`, () => {
            expect(readFileSync(join(root, "schema", name), "utf8")).to.equal(text);
        });
    }

    for (const [name, text] of renderReferences()) {
        it(`are what the pages for people say: docs/reference/${name} (npm run schema)`, () => {
            expect(readFileSync(join(root, "docs/reference", name), "utf8")).to.equal(text);
        });

        it(`have every field on the pages for people, with a meaning: docs/reference/${name}`, () => {
            const rows = text.split("\n").filter((line) => line.startsWith("| `"));
            const mute = rows.filter((line) => /\|\s*\|$/.test(line));
            expect(rows).to.have.length.above(100);
            expect(mute).to.deep.equal([]);
        });
    }

    it("take every shipped catalogue file", () => {
        const validate = validator("catalog.schema.json");
        for (const file of readdirSync(join(root, "catalog"))) {
            expect(validate(yamlAt("catalog", file)), `${file}: ${JSON.stringify(validate.errors)}`).to.equal(
                true,
            );
        }
    });

    it("take every shipped stack file", () => {
        const validate = validator("stack.schema.json");
        for (const file of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
            expect(validate(yamlAt(file)), `${file}: ${JSON.stringify(validate.errors)}`).to.equal(true);
        }
    });

    it("refuse in a catalogue file what an editor can see", () => {
        const validate = validator("catalog.schema.json");
        const wrong = [
            { "shop/servics": {} },
            { "shop/owners": [] },
            { "shop/services/web/ports/http/port": 65536 },
            { "shop/services/web/ports/http/protocol": "htp" },
            { "shop/services/web/traffic/timeout": "30" },
            { "shop/services/web/traffic/retries/attempts": 11 },
            { "shop/services/web/operations/buy/paths": ["orders"] },
            { "shop/services/web/accepts": "everyone" },
            { "shop/calls/0": { service: "web" } },
            { "shop/services/Web": {} },
        ];
        const accepted = wrong.filter((change) => validate(changed(change)["shop"]));
        expect(accepted).to.deep.equal([]);
        expect(validate(changed({})["shop"])).to.equal(true);
    });

    it("refuse in a stack file unknown keys of ours, and leave those of others alone", () => {
        const validate = validator("stack.schema.json");
        const file = yamlAt("Pulumi.dev.yaml") as { readonly config: Readonly<Record<string, unknown>> };
        const others = {
            secretsprovider: "passphrase",
            config: { ...file.config, "kubernetes:context": "dev" },
        };
        expect(validate(others)).to.equal(true);
        expect(validate({ config: { ...file.config, "meshwright:tag": {} } })).to.equal(false);
    });

    it("describe every key that an editor completes", () => {
        const undescribed: string[] = [];
        const walk = (schema: unknown, path: string): void => {
            const {
                properties = {},
                additionalProperties,
                items,
                anyOf = [],
            } = schema as {
                readonly properties?: Readonly<Record<string, unknown>>;
                readonly additionalProperties?: unknown;
                readonly items?: unknown;
                readonly anyOf?: readonly unknown[];
            };
            for (const [key, value] of Object.entries(properties)) {
                const described = (value as { readonly description?: string }).description !== undefined;
                if (!described && path !== "stack.schema.json") {
                    undescribed.push(`${path}.${key}`);
                }
                walk(value, `${path}.${key}`);
            }
            for (const inner of [additionalProperties, items, ...anyOf]) {
                if (typeof inner === "object" && inner !== null) {
                    walk(inner, `${path}[]`);
                }
            }
        };
        for (const [name, text] of renderSchemas()) {
            walk(JSON.parse(text), name);
        }
        expect(undescribed).to.deep.equal([]);
    });
});

describe("every catalogue and stack file", () => {
    it("names its schema for editors that read it from the first line", () => {
        for (const file of readdirSync(join(root, "catalog"))) {
            const first = readFileSync(join(root, "catalog", file), "utf8").split("\n")[0];
            expect(first, file).to.equal("# yaml-language-server: $schema=../schema/catalog.schema.json");
        }
        for (const file of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
            const first = readFileSync(join(root, file), "utf8").split("\n")[0];
            expect(first, file).to.equal("# yaml-language-server: $schema=./schema/stack.schema.json");
        }
    });
});
