import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";
import { expect } from "chai";
import { componentNames } from "../../schema/componentPackage";
import { renderComponents } from "../../schema/render";

const root = join(__dirname, "..", "..");
const committed = "components/schema.json";

describe("the schema of the component package, which other languages get", () => {
    let rendered: ReadonlyMap<string, string>;
    let schema: PackageSpec;

    before(() => {
        rendered = renderComponents();
        schema = JSON.parse(rendered.get(committed) ?? "{}") as PackageSpec;
    });

    for (const path of [committed, "docs/reference/components.md"]) {
        it(`is what the types say today: ${path} (npm run schema)`, () => {
            expect(readFileSync(join(root, path), "utf8")).to.equal(rendered.get(path));
        });
    }

    it("has every component the package exports, under the token the component registers itself with", () => {
        const tokens = componentNames().map((name) => `meshwright:index:${name}`);
        expect(Object.keys(schema.resources).sort()).to.deep.equal([...tokens].sort());
        expect(tokens).to.have.length.above(5);
    });

    it("says of every argument, output and field what it means", () => {
        const mute = [
            ...Object.entries(schema.resources).flatMap(([token, { inputProperties, properties }]) => [
                ...undescribed(token, inputProperties),
                ...undescribed(token, properties),
            ]),
            ...Object.entries(schema.types).flatMap(([token, { properties }]) =>
                undescribed(token, properties),
            ),
        ];
        expect(mute).to.deep.equal([]);
    });

    it("names no type as arguments are named: languages add that themselves, and it would stand there twice", () => {
        expect(Object.keys(schema.types).filter((token) => token.endsWith("Args"))).to.deep.equal([]);
    });

    it("asks for every type of arguments in Go, whose generator forgets those in maps and makes an SDK that does not compile", () => {
        expect(schema.language?.["go"]).to.have.property("generateExtraInputTypes", true);
    });

    it("takes all that decides what exists as plain values, so that previews are complete", () => {
        const later = Object.entries(schema.resources).flatMap(([token, { inputProperties = {} }]) =>
            Object.entries(inputProperties)
                .filter(([, property]) => property.plain !== true)
                .map(([name]) => `${token}.${name}`),
        );
        expect(later).to.deep.equal([]);
    });
});

function undescribed(
    token: string,
    properties: PackageSpec["resources"][string]["properties"] = {},
): readonly string[] {
    return Object.entries(properties)
        .filter(([, { description }]) => description === undefined)
        .map(([name]) => `${token}.${name}`);
}
