import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../components/istio/types";
import { runSynth } from "../../synth/run";

const root = resolve(__dirname, "../..");

function synth(...args: string[]): { status: number; stdout: string; stderr: string } {
    let stdout = "";
    let stderr = "";
    const status = runSynth(args, "2026-11-20", {
        out: (text) => {
            stdout += text;
        },
        err: (text) => {
            stderr += text;
        },
    });
    return { status, stdout, stderr };
}

/** Every file below a folder with its text. */
function contents(folder: string): Map<string, string> {
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
        /\.yaml$|^\.meshwright-synth$/.test(path),
    );
    return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("synth", () => {
    let folder: string;
    let out: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-synth-"));
        out = join(folder, "out");
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** A stack of one namespace, with a catalogue of its own beside it. */
    function ownStack(catalog: string, stage = "enforced"): string {
        mkdirSync(join(folder, "catalog"));
        writeFileSync(join(folder, "catalog/core.yaml"), catalog);
        const stack = join(folder, "Pulumi.test.yaml");
        writeFileSync(
            stack,
            `config:
  meshwright:environment: test
  meshwright:revisions: { 1-31-1: { version: 1.31.1 } }
  meshwright:tags: { default: 1-31-1, stable: 1-31-1 }
  meshwright:namespaces: { core: { stage: ${stage} } }
  kubernetes:context: ignored
`,
        );
        return stack;
    }

    it("is a program of its own, which needs neither engine nor cluster", () => {
        const main = join(root, "synth/main.ts");
        const stack = ownStack("namespace: core\nowners: [team-core]\nworkloads: { one: {} }\n");
        const args = ["--require", require.resolve("tsx"), main, "--stack", stack, "--out", out];
        const { status, stdout } = spawnSync(process.execPath, args, {
            cwd: root,
            encoding: "utf8",
            env: {},
        });
        expect(stdout).to.include("8 objects in 2 folders, written to");
        expect(status).to.equal(0);
    });

    for (const stack of ["dev", "prod"]) {
        it(`writes the ${stack} stack, the same bytes every time`, () => {
            const first = synth("--stack", stack, "--out", out);
            expect(first.status).to.equal(0);
            // Which they are test/graph/shippedCatalogue.spec.ts holds.
            expect(first.stderr.split("\n")[0]).to.equal("3 warning(s)");
            const before = contents(out);
            const second = synth("--stack", stack, "--out", out);
            expect(second.stdout).to.equal(first.stdout);
            expect([...contents(out)]).to.deep.equal([...before]);
            const marker = JSON.parse(before.get(".meshwright-synth") ?? "{}") as { objects: number };
            const objects = [...before.values()].join("").match(/^kind: /gm);
            expect(objects).to.have.lengthOf(marker.objects);
            expect(first.stdout).to.include(`${marker.objects} objects in`);
        });
    }

    it("puts every object into a file that its namespace, phase and kind lead to, sorted by name", () => {
        synth("--stack", "dev", "--out", out);
        for (const [path, text] of contents(out)) {
            if (!path.endsWith(".yaml")) {
                continue;
            }
            const names: string[] = [];
            for (const document of parseAllDocuments(text)) {
                const { kind, metadata } = document.toJS() as Manifest;
                const [owner = "", file] = path.split("/");
                expect(file).to.match(new RegExp(`^[0-8]-${kind.toLowerCase()}\\.yaml$`));
                const folder =
                    owner === "_platform"
                        ? "istio-system"
                        : owner.replace(/^_gateway-istio-(egress|ingress)gateway$/, "istio-$1");
                // Roles of the whole cluster begin with the namespace that they are made for.
                const isOfCluster = kind.startsWith("Cluster");
                const place = metadata.namespace ?? metadata.name;
                expect(isOfCluster ? place.slice(0, folder.length) : place).to.equal(folder);
                names.push(metadata.name);
            }
            expect(names).to.deep.equal([...new Set(names)].sort());
        }
    });

    it("removes what is gone and keeps nothing half-written", () => {
        const catalog = (name: string): string =>
            `namespace: core\nowners: [team-core]\nworkloads: { ${name}: {} }\n`;
        const stack = ownStack(catalog("one"));
        expect(synth("--stack", stack, "--out", out).stderr).to.equal("");
        expect(contents(out).get("core/5-networkpolicy.yaml")).to.include("name: one");
        writeFileSync(join(folder, "catalog/core.yaml"), catalog("two"));
        expect(synth("--stack", stack, "--out", out).status).to.equal(0);
        expect(contents(out).get("core/5-networkpolicy.yaml"))
            .to.include("name: two")
            .and.not.to.include("one");
        expect(readdirSync(folder).sort()).to.deep.equal(["Pulumi.test.yaml", "catalog", "out"]);
    });

    it("never touches a folder that holds anything else", () => {
        mkdirSync(out);
        writeFileSync(join(out, "precious.txt"), "mine");
        const { status, stderr } = synth("--stack", "dev", "--out", out);
        expect(status).to.equal(1);
        expect(stderr).to.equal(
            `"${out}" holds files that synth did not write (precious.txt); name an empty folder or one that synth wrote\n`,
        );
        expect(readFileSync(join(out, "precious.txt"), "utf8")).to.equal("mine");
    });

    it("says what is in the way where a folder cannot be written", () => {
        const file = join(folder, "README.md");
        writeFileSync(file, "mine");
        for (const place of [file, join(file, "x")]) {
            expect(synth("--stack", "dev", "--out", place)).to.deep.equal({
                status: 1,
                stdout: "",
                stderr: `"${place}" is no folder; name an empty folder or one that synth wrote\n`,
            });
        }
        expect(readFileSync(file, "utf8")).to.equal("mine");
        // The length of a name is the one thing that stops root as well.
        const long = join(folder, "x".repeat(252));
        const { status, stderr } = synth("--stack", "dev", "--out", long);
        expect(status).to.equal(1);
        expect(stderr).to.include(
            `"${long}" cannot be written: the name is too long; name a folder that can be written, such as manifests/dev\n`,
        );
    });

    it("reports everything that is wrong with the catalogue and writes nothing", () => {
        const catalog = "namespace: core\nowners: [team-core]\nworkloads: { A: {}, B: {} }\n";
        const stack = ownStack(catalog, 'audit, until: "2026-11-25"');
        const { status, stderr } = synth("--stack", stack, "--out", out);
        expect(status).to.equal(1);
        // The warning is told as well, but counted as none.
        expect(stderr)
            .to.include("has 2 problem(s)")
            .and.to.include("warning: stage audit ends on 2026-11-25");
        expect(stderr).to.include("workloads.A").and.to.include("workloads.B");
        expect(readdirSync(folder)).not.to.include("out");
    });

    it("leaves what it wrote before when the input breaks", () => {
        const stack = ownStack("namespace: core\nowners: [team-core]\nworkloads: { one: {} }\n");
        synth("--stack", stack, "--out", out);
        const before = contents(out);
        cpSync(join(root, "package.json"), join(folder, "catalog/core.yaml"));
        expect(synth("--stack", stack, "--out", out).status).to.equal(1);
        expect([...contents(out)]).to.deep.equal([...before]);
    });

    it("says that a stack does not exist", () => {
        const { status, stderr } = synth("--stack", "nowhere", "--out", out);
        expect(status).to.equal(1);
        expect(stderr).to.include(
            "Pulumi.nowhere.yaml: the stack file cannot be read; name an existing stack (dev, prod), or the path of a stack file",
        );
    });
});
