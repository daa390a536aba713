import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Ajv from "ajv";
import { expect } from "chai";
import { areaOf, areas, rulesOf } from "../../policies/areas";
import { packOf, policies } from "../../policies/pack";
import { rules } from "../../policies/rules";

const root = join(__dirname, "../../policies");
/** Named when they had a room of their own; whoever configures them by that name still does. */
const stackRules = ["requireStrictMtls", "requireDefaultDeny"];
const files = areas.flatMap((area) =>
    readdirSync(join(root, area))
        // Beside the rules stand the list of them and what several go by.
        .filter((file) => /^(require|disallow|limit|restrict)[A-Z]/.test(file))
        .map((file) => ({ area, file, constant: basename(file, ".ts") })),
);
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe("the conventions of the pack", () => {
    for (const { area, file, constant } of files) {
        it(`${area}/${file} exports one rule under the file's name, and the pack has it`, async () => {
            const module: Record<string, unknown> = await import(join(root, area, file));
            const exported = Object.keys(module).filter(
                (each) => each !== "default" && each !== "module.exports",
            );
            expect(exported).to.deep.equal([constant]);
            expect(rules).to.include(module[constant]);
        });

        it(`${area}/${file} is named by its area and what it does`, () => {
            const prefix = stackRules.includes(constant) ? "stack" : area;
            const names = rules.map((each) => each.name);
            expect(names).to.include(`meshwright-${prefix}-${kebab(constant)}`);
        });
    }

    it("has no rule without a file, and no id or name twice", () => {
        expect(rules).to.have.length(files.length);
        expect(new Set(rules.map((each) => each.id)).size).to.equal(rules.length);
        expect(new Set(rules.map((each) => each.name)).size).to.equal(rules.length);
    });

    for (const policy of policies) {
        describe(policy.name, () => {
            it("has a name the engine takes, with a verb of the closed list", () => {
                expect(policy.name).to.match(/^meshwright-[a-z]+-(require|disallow|limit|restrict)-[a-z-]+$/);
                expect(policy.name.length).to.be.at.most(300);
            });

            it("says what it is, how bad, what to do and where to read on, and refuses unless it only advises", () => {
                const rule = rules.find((each) => each.name === policy.name);
                expect(policy.enforcementLevel).to.equal(rule?.advisory === true ? "advisory" : "mandatory");
                expect(policy.displayName).to.match(/^(Require|Disallow|Limit|Restrict) /);
                expect(policy.description).to.match(/\.$/);
                expect(policy.remediationSteps).to.match(/\.$/);
                expect(["low", "medium", "high", "critical"]).to.include(policy.severity);
                expect(policy.tags?.[0]).to.match(/^[A-Z]-\d\d$/);
                expect(policy.url).to.equal(
                    `https://github.com/meshwright/meshwright/blob/main/docs/policies.md#${policy.tags?.[0]?.toLowerCase()}`,
                );
            });

            it("gives its settings a type and a description", () => {
                for (const [name, schema] of Object.entries(policy.configSchema?.properties ?? {})) {
                    expect(schema.type, name).to.be.a("string");
                    expect(schema.description, name).to.match(/\.$/);
                }
            });
        });
    }

    for (const environment of ["dev", "prod"]) {
        it(`config.${environment}.json configures policies that exist, by their schemas`, () => {
            const config: Record<string, unknown> = JSON.parse(
                readFileSync(join(root, `config.${environment}.json`), "utf8"),
            );
            const ajv = new Ajv({ strict: false });
            for (const [name, settings] of Object.entries(config)) {
                const policy = policies.find((each) => each.name === name);
                expect(policy, name).to.not.equal(undefined);
                const schema = { type: "object", additionalProperties: false, ...policy?.configSchema };
                expect(ajv.validate(schema, settings), `${name}: ${ajv.errorsText()}`).to.equal(true);
            }
        });
    }

    for (const area of areas) {
        it(`${area} is a pack by itself, with the switch before its rules`, () => {
            const names = packOf(rulesOf(area)).map((each) => each.name);
            expect(names.length).to.be.greaterThan(1);
            expect(names[0]).to.equal("meshwright-break-glass");
            expect(readFileSync(join(root, area, "index.ts"), "utf8")).to.contain(`rulesOf("${area}")`);
            expect(readFileSync(join(root, area, "PulumiPolicy.yaml"), "utf8")).to.contain("main: pack.cjs");
        });
    }

    it("has every rule in one area, whose folder its file is in", () => {
        for (const rule of rules) {
            expect(areaOf(rule), rule.name).to.be.oneOf([...areas]);
        }
    });

    it("decides about dated stages in every preset, for every rule that knows them", () => {
        const expected = { dev: "allow", prod: "refuse" };
        const dated = rules.filter((each) => each.settings.includes("datedStages")).map((each) => each.name);
        for (const [environment, choice] of Object.entries(expected)) {
            const config = JSON.parse(readFileSync(join(root, `config.${environment}.json`), "utf8"));
            for (const name of dated) {
                expect(config[name]?.datedStages, `${environment}: ${name}`).to.equal(choice);
            }
        }
    });

    it("imports neither the Kubernetes SDK nor a component, and the rules not even the policy SDK", () => {
        const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
            .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
        expect(sources.length).to.be.greaterThan(30);
        for (const { file, text } of sources) {
            const imported = [...text.matchAll(/from "([^"]+)"/g)].map((match) => match[1] ?? "");
            const shells = imported.filter((each) =>
                /@pulumi\/(?!policy)|components\/(?!(labels|versions|revisions\/support)$)/.test(each),
            );
            expect(shells, file).to.deep.equal([]);
            if (!/^(\w+\/)?index\.ts$|^pack\.ts$|^crossguard/.test(file)) {
                expect(
                    imported.filter((each) => /@pulumi|node:/.test(each)),
                    file,
                ).to.deep.equal([]);
            }
        }
    });
});
