import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { parse } from "yaml";
import * as api from "../../components/index";
import { componentHost } from "../../components/plugin/componentHost";
import { chapters } from "../docs/documents";
import { recordRegistrations, settled, typesAndNames } from "../support/mocks";

type Shown = Readonly<Record<string, { readonly type: string; readonly properties: Inputs }>>;

const schema = JSON.parse(readFileSync(join(__dirname, "../../components/schema.json"), "utf8"));
const shown = chapters(["yaml"], "component")
    .flatMap(([, blocks]) => blocks)
    .flatMap(({ text }) => Object.entries(parse(text) as Shown));

describe("the examples of the component reference", () => {
    it("show every component once", () => {
        const tokens = shown.map(([, { type }]) => type.replace(":", ":index:"));
        expect(tokens.sort()).to.deep.equal(Object.keys(schema.resources).sort());
    });

    for (const [name, { type, properties }] of shown) {
        it(`are made as they stand: ${type}`, async () => {
            const registered = recordRegistrations("dev");
            const token = type.replace(":", ":index:");
            const options: ComponentResourceOptions = {};
            await componentHost(schema, api).construct?.(name, token, properties, options);
            await settled();
            expect(typesAndNames(registered)).to.include(`${token} ${name}`);
        });
    }
});
