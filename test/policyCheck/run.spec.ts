import { join } from "node:path";
import { expect } from "chai";
import { rules } from "../../policies/rules";
import { folderOf, permissive, run, strict } from "./support";

const said =
    'PeerAuthentication core/default: spec.mtls.mode is "PERMISSIVE", so plaintext is accepted; set it to STRICT';

describe("npm run policy:check", () => {
    it("answers 0 when there is nothing to object to", () => {
        expect(run(["-"], strict)).to.deep.equal({
            code: 0,
            out: `1 object in 1 file, ${rules.length} rules: nothing to object to\n`,
            err: "",
        });
    });

    it("answers 1 when something mandatory is found, by file, worst first", () => {
        const edge = (text: string) => text.replace("namespace: core", "namespace: edge");
        const folder = folderOf({
            "b.yaml": edge(permissive),
            "a/a.yml": `${strict.replace("namespace: core", "namespace: other")}---\n${permissive}`,
        });
        const { code, out } = run([folder]);
        expect(code).to.equal(1);
        expect(out).to.equal(
            `${join(folder, "a/a.yml")}\n` +
                "  line 17: mandatory, critical  A-01 meshwright-security-disallow-permissive-mtls\n" +
                `    ${said}\n\n` +
                `${join(folder, "b.yaml")}\n` +
                "  line 8: mandatory, critical  A-01 meshwright-security-disallow-permissive-mtls\n" +
                `    ${said.replace("core/", "edge/")}\n\n` +
                `3 objects in 2 files, ${rules.length} rules: 2 mandatory\n`,
        );
    });

    it("answers 2 when something cannot be read, and says the rest all the same", () => {
        const folder = folderOf({ "a.yaml": `a: [\n---\n${permissive}` });
        const { code, out } = run([folder, join(folder, "gone.yaml")]);
        expect(code).to.equal(2);
        expect(out).to.contain(
            "gone.yaml\n  line 1: unreadable  meshwright-check-require-readable-manifests\n",
        );
        expect(out).to.contain("cannot be read: there is no such file");
        expect(out).to.contain("is no YAML: ");
        expect(out).to.contain(said);
        expect(out).to.match(/: 2 unreadable, 1 mandatory\n$/);
        expect(run([folderOf({ "a.txt": "" })]).out).to.contain("is a folder without any .yaml");
    });

    it("answers 2 when there is no object at all, as where the command before it failed", () => {
        const why = "so nothing was judged; name manifests, or see why what was to write them wrote none";
        for (const text of [
            "",
            "null\n",
            "# nothing\n",
            "---\n---\n",
            "apiVersion: v1\nkind: List\nitems: []\n",
        ]) {
            const { code, out } = run(["-"], text);
            expect(code, JSON.stringify(text)).to.equal(2);
            expect(out)
                .to.contain(`holds no object, ${why}\n`)
                .and.to.match(/: 1 unreadable\n$/);
        }
        const folder = folderOf({ "a.yaml": "", "values.yaml": "replicas: 1\n" });
        expect(run([folder])).to.deep.include({ code: 2 });
        expect(run([folder]).out).to.contain(`is one of the files of which none holds an object, ${why}\n`);
        expect(run([folder, "-"], strict).code).to.equal(0);
    });

    it("judges all files as one stack", () => {
        const config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\n";
        const mesh = `${config}data:\n  mesh: |\n    outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n`;
        const core =
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: core, labels: {istio-injection: enabled}}\n";
        const folder = folderOf({ "core.yaml": core, "mesh.yaml": mesh });
        expect(run([folder]).out).to.contain("meshwright-stack-require-strict-mtls");
        expect(run([join(folder, "core.yaml")]).out).to.not.contain("meshwright-stack-require-strict-mtls");
    });

    it("writes one JSON array with --json", () => {
        const { code, out } = run(["--json", "-"], permissive);
        expect(code).to.equal(1);
        expect(JSON.parse(out)).to.deep.equal([
            {
                rule: "meshwright-security-disallow-permissive-mtls",
                severity: "critical",
                level: "mandatory",
                message: said,
                object: {
                    apiVersion: "security.istio.io/v1",
                    kind: "PeerAuthentication",
                    namespace: "core",
                    name: "default",
                },
                file: "stdin",
                line: 8,
                ids: ["A-01", ...(rules[0]?.ids ?? [])],
            },
        ]);
        const unread = JSON.parse(run(["--json", "-"], "a: [").out);
        expect(unread).to.have.length(1);
        expect(unread[0]).to.include({ rule: "meshwright-check-require-readable-manifests", file: "stdin" });
        expect(JSON.parse(run(["--json", "-"], strict).out)).to.deep.equal([]);
    });

    it("judges by the preset of an environment, or by another file", () => {
        const observed = permissive.replace(
            "  namespace: core\n",
            '  namespace: core\n  labels: {meshwright.io/stage: observed}\n  annotations: {meshwright.io/until: "2026-12-31"}\n',
        );
        expect(run(["--env", "dev", "-"], observed).code).to.equal(0);
        expect(run(["--env=prod", "-"], observed).code).to.equal(1);
        const config = (settings: object) =>
            join(folderOf({ "config.json": JSON.stringify(settings) }), "config.json");
        const name = "meshwright-security-disallow-permissive-mtls";
        for (const [settings, code, text] of [
            [{ [name]: "advisory" }, 0, ": 1 advisory\n"],
            [{ [name]: { enforcementLevel: "disabled" } }, 0, ": nothing to object to\n"],
            [{ all: "advisory" }, 0, ": 1 advisory\n"],
            [{ all: "disabled", [name]: "mandatory" }, 1, "1 rule: 1 mandatory\n"],
            [
                {
                    "meshwright-break-glass": {
                        reason: "the mesh is down",
                        owner: "on call",
                        until: "2026-11-21",
                    },
                },
                0,
                "(break glass through 2026-11-21 by on call: the mesh is down)",
            ],
        ] as const) {
            const ran = run(["--config", config(settings), "-"], permissive);
            expect(ran.out, JSON.stringify(settings)).to.contain(text);
            expect(ran.code).to.equal(code);
        }
    });

    it("refuses a configuration that is not in order, everything at once", () => {
        const file = join(
            folderOf({
                "config.json": JSON.stringify({
                    "meshwright-nothing": "advisory",
                    "meshwright-break-glass": { reason: "fire" },
                    "meshwright-security-disallow-permissive-mtls": {
                        onUnknown: "maybe",
                        now: "today",
                        other: 1,
                        exemptions: [{ object: "", reason: 5 }],
                    },
                }),
            }),
            "config.json",
        );
        const rule = "meshwright-security-disallow-permissive-mtls";
        expect(run(["--config", file, "-"], strict)).to.deep.equal({
            code: 2,
            out: "",
            err: `${[
                'configures "meshwright-nothing", which is no policy of the pack; docs/policies.md lists them',
                'breaks glass that gives no reason: "fire"; say in 10 characters at least what is on fire',
                `${rule}.onUnknown is "maybe"; "deny", "warn" are allowed`,
                `${rule}.now is "today"; it must match ^\\d{4}-\\d{2}-\\d{2}$`,
                `${rule} has the key "other"; onUnknown, exemptions, now, datedStages, rootNamespaces are allowed`,
                `${rule}.exemptions[0] has no owner; give one`,
                `${rule}.exemptions[0] has no until; give one`,
                `${rule}.exemptions[0].object is ""; give 1 characters at least`,
                `${rule}.exemptions[0].reason is 5; give a string`,
            ]
                .map((each) => `${file} ${each}`)
                .join("\n")}\n`,
        });
        expect(run(["--config", "gone.json", "-"]).err).to.equal(
            "gone.json cannot be read: there is no such file or folder; name a file that is there\n",
        );
        const broken = join(folderOf({ "config.json": "{" }), "config.json");
        expect(run(["--config", broken, "-"]).err).to.equal(
            `${broken} is no JSON; write a map from policies to their settings, such as policies/config.prod.json\n`,
        );
    });

    it("knows every environment that there is a preset for", () => {
        const root = folderOf({
            "policies/config.staging.json": '{ "all": "advisory" }',
            "policies/config.dev.json": "{}",
            "policies/config.prod.json": "{}",
        });
        expect(run(["--env", "staging", "-"], permissive, root)).to.deep.include({ code: 0, err: "" });
        expect(run(["--env", "test", "-"], permissive, root).err).to.match(
            /^--env is "test"; dev, prod and staging are allowed, /,
        );
    });

    it("says what is wrong with its arguments, everything at once", () => {
        for (const [args, problems] of [
            [[], ["no file is given; name files or folders, or - for what is piped in"]],
            [
                ["--env", "test", "-"],
                [
                    '--env is "test"; dev and prod are allowed, which have a preset: for another one write policies/config.<env>.json',
                ],
            ],
            [["--env", "dev", "--config", "x", "-"], ["--env and --config are both given; keep one"]],
            [["--json", "--sarif", "-"], ["--json and --sarif are both given; keep one"]],
            [
                ["--strict", "-"],
                ['unknown argument "--strict"; --env, --config, --json, --sarif, --whole are allowed'],
            ],
        ] as const) {
            const { code, err } = run(args);
            expect(code).to.equal(2);
            expect(err.split("\nusage: ")[0]).to.equal(problems.join("\n"));
        }
        expect(run(["--help"]).code).to.equal(0);
    });
});
