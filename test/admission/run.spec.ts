import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { runAdmission } from "../../admission/run";
import { temporaryFolder } from "../support/temporaryFolder";

interface Bound {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: { readonly policyName?: string; readonly validationActions?: readonly string[] };
}

function run(...args: readonly string[]) {
    let out = "";
    let err = "";
    const code = runAdmission(args, {
        out: (text) => {
            out += text;
        },
        err: (text) => {
            err += text;
        },
        today: "2026-11-20",
        root: join(__dirname, "../.."),
    });
    return { code, out, err };
}

const documents = (text: string) => parseAllDocuments(text).map((each) => each.toJS() as Bound);
const folder = () => temporaryFolder("admission");

function configured(config: object): string {
    const file = join(folder(), "config.json");
    writeFileSync(file, JSON.stringify(config));
    return file;
}

const first = "meshwright-security-disallow-permissive-mtls";

describe("npm run policy:admission", () => {
    it("writes every policy before its binding, as one stream of YAML", () => {
        const { code, out, err } = run("--env", "prod");
        expect([code, err]).to.deep.equal([0, ""]);
        const found = documents(out);
        expect(found.length).to.be.greaterThan(70);
        for (const [index, { kind, metadata, spec }] of found.entries()) {
            const isPolicy = index % 2 === 0;
            expect(kind).to.equal(
                isPolicy ? "ValidatingAdmissionPolicy" : "ValidatingAdmissionPolicyBinding",
            );
            if (!isPolicy) {
                expect(spec.policyName).to.equal(found[index - 1]?.metadata.name);
                expect(metadata.name).to.equal(`${spec.policyName}-prod`);
                expect(spec.validationActions).to.deep.equal(["Deny"]);
            }
        }
    });

    it("goes by the preset of the environment, or by another file", () => {
        const stage = "meshwright.io/reason";
        expect(documents(run("--env", "prod").out)[0]?.spec).to.satisfy((spec: object) =>
            JSON.stringify(spec).includes(stage),
        );
        expect(documents(run("--env", "dev").out)[0]?.spec).to.satisfy(
            (spec: object) => !JSON.stringify(spec).includes(stage),
        );
        const config = configured({ all: "advisory", [first]: "disabled" });
        const found = documents(run("--config", config).out);
        expect(found.map(({ metadata }) => metadata.name)).to.not.include(first);
        expect(found[1]?.metadata.name).to.match(/-default$/);
        for (const { kind, spec } of found) {
            if (kind.endsWith("Binding")) {
                expect(spec.validationActions).to.deep.equal(["Warn"]);
            }
        }
    });

    it("judges exemptions by the day it is told", () => {
        const config = configured({
            [first]: {
                exemptions: [
                    { object: "*", reason: "moves in spring", owner: "payments", until: "2027-01-31" },
                ],
            },
        });
        const notes = (...args: string[]) =>
            Object.keys(documents(run("--config", config, ...args).out)[0]?.metadata.annotations ?? {});
        expect(notes()).to.include("meshwright.io/exempt-1");
        expect(notes("--now", "2027-02-01")).to.not.include("meshwright.io/exempt-1");
    });

    it("writes a folder with a file for each policy, takes its own old ones away and leaves others", () => {
        const out = folder();
        const config = configured({ all: "advisory", [first]: "disabled" });
        expect(run("--env", "prod", "--out", out).code).to.equal(0);
        writeFileSync(join(out, "meshwright-security-require-nothing.yaml"), "");
        writeFileSync(join(out, "kustomization.yaml"), "");
        expect(run("--config", config, "--out", out).code).to.equal(0);
        expect(readdirSync(out)).to.not.include(`${first}.yaml`);
        const { code, out: said } = run("--env", "prod", "--out", out);
        expect(code).to.equal(0);
        const files = readdirSync(out).filter((each) => !each.startsWith("."));
        expect(said).to.equal(`${files.length - 2} policies with their bindings in ${out}\n`);
        const others = ["kustomization.yaml", "meshwright-security-require-nothing.yaml"];
        expect(files).to.include.members([`${first}.yaml`, ...others]);
        expect(documents(readFileSync(join(out, `${first}.yaml`), "utf8"))).to.have.length(2);
    });

    it("writes into no folder that holds anything else before", () => {
        const out = folder();
        writeFileSync(join(out, "meshwright-mine.yaml"), "mine");
        expect(run("--env", "prod", "--out", out)).to.deep.equal({
            code: 2,
            out: "",
            err: `"${out}" holds files that policy:admission did not write (meshwright-mine.yaml); name an empty folder or one that policy:admission wrote\n`,
        });
        expect(readdirSync(out)).to.deep.equal(["meshwright-mine.yaml"]);
    });

    it("refuses what it does not know, all at once", () => {
        const { code, err } = run("--env", "test", "--now", "2026-02-30", "--level", "x");
        expect(code).to.equal(2);
        expect(err.split("\n").slice(0, 4)).to.deep.equal([
            'unknown argument "--level"; --env, --config, --now, --out are allowed',
            'unknown argument "x"; --env, --config, --now, --out are allowed',
            '--env is "test"; dev and prod are allowed, which have a preset: for another one write policies/config.<env>.json',
            '--now is "2026-02-30"; give a day as YYYY-MM-DD',
        ]);
        expect(err).to.contain("usage: npm run policy:admission");
        expect(run("--help").code).to.equal(0);
    });

    it("refuses a configuration that is not in order", () => {
        const config = configured({ "meshwright-security-require-nothing": "mandatory" });
        expect(run("--config", config)).to.deep.equal({
            code: 2,
            out: "",
            err: `${config} configures "meshwright-security-require-nothing", which is no policy of the pack; docs/policies.md lists them\n`,
        });
        expect(run("--config", join(folder(), "gone.json")).err).to.contain("gone.json cannot be read: ");
        expect(run("--out", "/dev/null/here").err).to.contain(
            '"/dev/null/here" is no folder; name an empty folder',
        );
    });
});
