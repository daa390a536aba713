import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readMesh } from "../mesh";
import { readStackFile } from "../stackFile";

const root = join(__dirname, "..");
const today = "2026-11-21";

/** The example keeps the numbers it was asked for, also where they do not go together (X-15); it says so each time. */
const shippedWarnings = [
    "retries-in-circle catalog/consciousness.yaml: calls[5]",
    "timeout-out-of-reach catalog/core.yaml: services.maximus-oraculo.traffic.retries.perTryTimeout",
    "timeout-out-of-reach catalog/ml.yaml: services.maximus-predict.traffic.retries.perTryTimeout",
];

describe("the mesh of a stack", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-"));
        mkdirSync(join(folder, "catalog"));
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    for (const stack of ["dev", "prod"]) {
        it(`is whole for the shipped ${stack} stack, and warned of what its requirements contradict`, () => {
            const read = readStackFile(join(root, `Pulumi.${stack}.yaml`));
            const config = "config" in read ? read.config : {};
            const mesh = readMesh({ config, folder: root, today });
            const found = mesh.ok ? mesh.warnings : mesh.problems;
            expect(found.map(({ code, path }) => `${code} ${path.replace(`${root}/`, "")}`)).to.deep.equal(
                shippedWarnings,
            );
        });
    }

    it("tells what is wrong with the stack file and with the catalogue in one answer", () => {
        writeFileSync(
            join(folder, "catalog", "core.yaml"),
            "namespace: core\nowners: [a]\nworkloads: { web: {} }\ncalls: [{ from: wev, store: redis }]\n",
        );
        const mesh = readMesh({
            config: {
                environment: "dev",
                revisions: { "1-31-1": { version: "1.31.0" } },
                tags: { default: "1-31-1", stable: "1-31-1" },
                namespaces: { core: { stage: "enforced" } },
                stores: {},
            },
            folder,
            today,
        });
        const paths = mesh.ok ? [] : mesh.problems.map(({ path }) => path.replace(`${folder}/`, ""));
        expect(paths).to.have.members([
            "meshwright:revisions.1-31-1",
            "meshwright:revisions.1-31-1.version",
            "catalog/core.yaml: calls[0].from",
            "catalog/core.yaml: calls[0].store",
        ]);
    });

    it("reads a date without quotes as the engine does, and refuses it as the program would", () => {
        const path = join(folder, "Pulumi.test.yaml");
        const stack = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
        writeFileSync(path, stack.replace('"2027-04-30"', "2027-04-30"));
        const read = readStackFile(path);
        const mesh = readMesh({ config: "config" in read ? read.config : {}, folder: root, today });
        expect(mesh.ok ? [] : mesh.problems.map(({ path, message }) => `${path}: ${message}`)).to.deep.equal([
            'meshwright:namespaces.consciousness.until: "2027-04-30 00:00:00 +0000 UTC" is not a date; write YYYY-MM-DD, in quotes',
        ]);
    });

    it("reads a boolean that the engine has written as text when it changed the file", () => {
        const path = join(folder, "Pulumi.test.yaml");
        for (const [written, read] of [
            ["true", true],
            ['"true"', true],
            ['"false"', false],
        ] as const) {
            writeFileSync(path, `config:\n  meshwright:experimentsAllowed: ${written}\n`);
            expect(readStackFile(path)).to.deep.equal({ config: { experimentsAllowed: read } });
        }
    });

    it("tells what is not YAML with its line, beside what is wrong with the stack file", () => {
        writeFileSync(join(folder, "catalog", "core.yaml"), "namespace: core\nowners: [a\n");
        const mesh = readMesh({ config: {}, folder, today });
        const paths = mesh.ok ? [] : mesh.problems.map(({ path }) => path);
        expect(paths).to.include("meshwright:environment");
        expect(paths.filter((path) => /core\.yaml:\d+$/.test(path))).to.have.length(1);
    });

    it("reads nothing from where a stack may not lead, whatever lies there and whatever else is wrong", () => {
        const secret = "namespace: core\nowners: [a\n";
        mkdirSync(join(folder, "stacks"));
        for (const place of ["catalog", "stacks"]) {
            writeFileSync(join(folder, place, "core.yaml"), secret);
        }
        const read = readStackFile(join(root, "Pulumi.dev.yaml"));
        const config = "config" in read ? read.config : {};
        for (const catalog of ["../catalog", join(folder, "catalog"), "./..", 1]) {
            for (const environment of ["dev", "no name"]) {
                const mesh = readMesh({
                    config: { ...config, environment, catalog },
                    folder: join(folder, "stacks"),
                    today,
                });
                const paths = mesh.ok ? [] : mesh.problems.map(({ path }) => path);
                expect(paths, `${catalog}`).to.have.members([
                    "meshwright:catalog",
                    ...(environment === "dev" ? [] : ["meshwright:environment"]),
                ]);
            }
        }
    });

    it("has nothing to read where there is no catalogue", () => {
        const read = readStackFile(join(root, "Pulumi.dev.yaml"));
        const config = { ...("config" in read ? read.config : {}), catalog: "elsewhere" };
        const mesh = readMesh({ config, folder, today });
        expect(mesh.ok ? [] : mesh.problems.map(({ code }) => code)).to.deep.equal(["catalog-missing"]);
    });
});
