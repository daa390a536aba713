import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { expect } from "chai";
import * as api from "../../components/index";
import packageJson from "../../components/package.json";

const isComponent = (each: unknown) =>
    typeof each === "function" && each.prototype instanceof ComponentResource;
const components = Object.entries(api).filter(([, each]) => isComponent(each));
const folder = join(__dirname, "..", "..", "components");

describe("the component package", () => {
    it("exports components, the guard that is given to them, and what makes objects of a catalogue", () => {
        const others = Object.entries(api).filter(([, each]) => !isComponent(each));
        expect(others.map(([name]) => name)).to.deep.equal(["declaredMesh", "removalGuard"]);
    });

    // A typo in a token goes unnoticed by the engine until somebody consumes the package.
    for (const [name] of components) {
        it(`gives ${name} the token of the package and its class name`, () => {
            const file = join(folder, `${name.charAt(0).toLowerCase()}${name.slice(1)}.ts`);
            const tokens = readFileSync(file, "utf8").match(/"\w+:index:\w+"/g);
            expect(tokens).to.deep.equal([`"${packageJson.name}:index:${name}"`]);
        });

        it(`registers the outputs of ${name} once, as its last statement`, () => {
            const file = join(folder, `${name.charAt(0).toLowerCase()}${name.slice(1)}.ts`);
            const calls = readFileSync(file, "utf8").match(/this\.registerOutputs\([^;]*\);\n {4}}\n/g);
            expect(calls).to.have.length(1);
        });
    }
});
