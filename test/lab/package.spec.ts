import { execFileSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { chapters } from "../docs/documents";
import { asGeneratedSdk, catalogMesh } from "./languages/catalogMesh";
import { Consumer, created } from "./languages/consumer";
import { program } from "./support/command";

const run = (words: readonly string[], cwd: string) =>
    execFileSync(process.execPath, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const npm = (words: readonly string[], cwd: string) => execFileSync("npm", words, { cwd, encoding: "utf8" });

/** What the first page of the package shows. */
const page = chapters(["ts"], "package")
    .flatMap(([, blocks]) => blocks.map(({ text }) => text))
    .join("");

// No lab: compiling what is published takes long enough to stand among these.
describe("the published packages", () => {
    let folder: string;
    let consumer: string;
    let files: readonly string[];

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-package-"));
        run([join(program, "lab/bin/meshwright.mjs"), "package", "--out", folder], program);
        consumer = join(folder, "consumer");
        mkdirSync(join(consumer, "node_modules"), { recursive: true });
        const packed = JSON.parse(
            npm(["pack", "--json", "--pack-destination", folder], join(folder, "components")),
        ) as readonly {
            readonly filename: string;
            readonly files: readonly { readonly path: string }[];
        }[];
        files = (packed[0]?.files ?? []).map(({ path }) => path);
        execFileSync("tar", ["-xzf", join(folder, packed[0]?.filename ?? ""), "-C", folder]);
        cpSync(join(folder, "package"), join(consumer, "node_modules", "meshwright"), { recursive: true });
        // What npm would install beside it, from here: no registry is needed.
        for (const each of readdirSync(join(program, "node_modules"))) {
            const place = join(consumer, "node_modules", each);
            if (!each.startsWith(".") && !existsSync(place) && !each.startsWith("meshwright")) {
                symlinkSync(join(program, "node_modules", each), place);
            }
        }
        cpSync(join(program, "examples", "one-service", "index.ts"), join(consumer, "index.ts"));
        writeFileSync(join(consumer, "page.ts"), page);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("hold compiled components with their types, and no source, test or lab", () => {
        expect(files).to.include.members(["LICENSE", "README.md", "index.d.ts", "index.js", "package.json"]);
        const strange = files.filter(
            (path) =>
                !/\.(js|d\.ts)$|^(LICENSE|README\.md|PulumiPlugin\.yaml|(package|schema)\.json)$/.test(path),
        );
        expect(strange).to.deep.equal([]);
        expect(
            files.filter((path) => /(^|\/)(test|lab|policies|node_modules)\/|\.spec\./.test(path)),
        ).to.deep.equal([]);
    });

    it("give a program of somebody else its types", () => {
        const compilerOptions = {
            strict: true,
            noEmit: true,
            module: "nodenext",
            target: "ES2022",
            skipLibCheck: false,
            types: ["node"],
        };
        writeFileSync(
            join(consumer, "tsconfig.json"),
            JSON.stringify({ compilerOptions, files: ["index.ts", "page.ts"] }),
        );
        const tsc = join(program, "node_modules", "typescript", "bin", "tsc");
        expect(run([tsc, "--project", consumer], consumer)).to.equal("");
    });

    it("run without the sources: a catalogue becomes the objects of its namespace", () => {
        const script = `
            const { declaredMesh, ControlPlane } = require("meshwright");
            const shop = { namespace: "shop", owners: ["team-shop"], workloads: { web: { selector: { app: "web" } } } };
            const mesh = declaredMesh({
                catalog: { shop }, namespaces: { shop: { stage: "enforced" } },
                revisions: { "1-31-1": { version: "1.31.1" } }, tags: { stable: "1-31-1" },
            });
            console.log(typeof ControlPlane, mesh.namespaces.shop.map(({ kind }) => kind).includes("PeerAuthentication"));`;
        expect(run(["--eval", script], consumer)).to.equal("function true\n");
    });

    it("do what their page shows: a control plane, and after it the namespace of its catalogue", () => {
        writeFileSync(join(consumer, "page.js"), transformSync(page, { loader: "ts", format: "cjs" }).code);
        const script = `
            const { runtime } = require("@pulumi/pulumi");
            const { MockMonitor } = require("@pulumi/pulumi/runtime/mocks");
            const made = [];
            // What an engine can do, and the mock of one does not say of itself.
            MockMonitor.prototype.registerResourceHook = (_, done) => done(null, {});
            runtime.setMocks({
                newResource: ({ type, name, inputs }) => {
                    made.push(type.startsWith("meshwright:") ? type + " " + name : type);
                    return { id: name, state: inputs };
                },
                call: ({ inputs }) => inputs,
            }, "consumer", "dev", false);
            require("@pulumi/pulumi/runtime/state").getStore().supportsTransforms = true;
            require("./page.js");
            runtime.disconnect().then(() => console.log(JSON.stringify(made)));`;
        const made = JSON.parse(run(["--eval", script], consumer)) as readonly string[];
        const [plane, namespace] = ["ControlPlane control-plane", "MeshNamespace shop"].map((each) =>
            made.indexOf(`meshwright:index:${each}`),
        );
        expect(made).to.include("kubernetes:security.istio.io/v1:AuthorizationPolicy");
        expect(plane).to.be.greaterThan(-1);
        expect(namespace).to.be.greaterThan(plane ?? 0);
    });

    it("hold a plugin for programs of other languages, which needs no source and no compiler", async () => {
        const other = await Consumer.start();
        try {
            other.project("nodejs", join(consumer, "node_modules", "meshwright"));
            other.write("index.js", asGeneratedSdk(catalogMesh));
            const { lines } = await other.preview();
            expect(created(lines), lines.join("\n")).to.include("meshwright:index:MeshNamespace shop");
        } finally {
            other.dispose();
        }
    });

    it("hold a policy pack that starts with nothing but the engine's own packages", () => {
        const pack = join(folder, "policies");
        expect(readdirSync(pack).sort()).to.deep.equal([
            "LICENSE",
            "PulumiPolicy.yaml",
            "README.md",
            "config.dev.json",
            "config.prod.json",
            "index.js",
            "package.json",
        ]);
        mkdirSync(join(pack, "node_modules"));
        symlinkSync(join(program, "node_modules", "@pulumi"), join(pack, "node_modules", "@pulumi"));
        const script = `
            const Module = require("node:module");
            const load = Module._load;
            const made = [];
            // The real one would wait for an engine that asks it.
            const PolicyPack = class { constructor(name, { policies }) { made.push(name, policies.length > 100); } };
            Module._load = (name, ...rest) =>
                name === "@pulumi/policy" ? { ...load(name, ...rest), PolicyPack } : load(name, ...rest);
            require("./index.js");
            process.stdout.write(made.join(" "), () => process.exit());`;
        expect(run(["--eval", script], pack)).to.equal("meshwright true");
        expect(readFileSync(join(pack, "PulumiPolicy.yaml"), "utf8")).to.include("main: index.js");
    });
});
