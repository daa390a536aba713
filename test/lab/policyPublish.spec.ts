import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { engineAlone } from "../../lab/deploy/engineAlone";
import { runStreaming } from "../../lab/deploy/runStreaming";
import { PulumiCloud } from "../../lab/standins/pulumiCloud/service";
import { buildPolicyPackage } from "../../packaging/policyPackage";
import manifest from "../../policies/package.json";
import { rules } from "../../policies/rules";
import { program } from "./support/command";

const resource = (name: string, mode: string) => `
new kubernetes.apiextensions.CustomResource("${name}", {
    apiVersion: "security.istio.io/v1",
    kind: "PeerAuthentication",
    metadata: { name: "${name}", namespace: "users" },
    spec: { mtls: { mode: "${mode}" } },
}, files);`;
/** A program of somebody else, with one object that is refused and one that is not. */
const judged = `const kubernetes = require("@pulumi/kubernetes");
const files = { provider: new kubernetes.Provider("files", { renderYamlToDirectory: "rendered" }) };
${resource("open", "PERMISSIVE")}${resource("closed", "STRICT")}`;

// No lab: the engine itself. Pulumi Cloud is a stand-in, because nothing else takes what `pulumi policy publish` sends.
describe("the policy pack as Pulumi's own command publishes it", () => {
    let folder: string;
    let consumer: string;
    let environment: NodeJS.ProcessEnv;
    let cloud: PulumiCloud;

    const pulumi = (cwd: string, words: readonly string[], more: NodeJS.ProcessEnv = {}) =>
        runStreaming("pulumi", [...words, "--non-interactive", "--color", "never"], {
            cwd,
            environment: { ...environment, ...more },
            log: join(folder, "pulumi.log"),
        });

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-publish-"));
        environment = { ...process.env, ...(await engineAlone(folder)) };
        cloud = await PulumiCloud.start("acme");
        const pack = join(folder, "pack");
        mkdirSync(pack);
        buildPolicyPackage(pack);
        enginesPackagesIn(pack);
        const { code, lines } = await pulumi(pack, ["policy", "publish", "acme"], {
            PULUMI_BACKEND_URL: cloud.url,
            PULUMI_ACCESS_TOKEN: "of-the-stand-in",
        });
        expect(code, lines.join("\n")).to.equal(0);
        consumer = join(folder, "consumer");
        mkdirSync(consumer);
        enginesPackagesIn(consumer);
        writeFileSync(join(consumer, "Pulumi.yaml"), "name: consumer\nruntime: nodejs\nmain: index.js\n");
        writeFileSync(join(consumer, "package.json"), '{ "name": "consumer", "main": "index.js" }');
        writeFileSync(join(consumer, "index.js"), judged);
    });
    after(async () => {
        await cloud.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    it("arrives under its name and version, with every rule and its level", () => {
        expect(cloud.published.map(({ name, version }) => `${name} ${version}`)).to.deep.equal([
            `meshwright ${manifest.version}`,
        ]);
        const { policies } = cloud.published[0] ?? { policies: [] };
        expect(policies.map(({ name }) => name)).to.include.members(rules.map(({ name }) => name));
        expect(new Set(policies.map(({ enforcementLevel }) => enforcementLevel))).to.include("mandatory");
    });

    it("judges a program of somebody else, unpacked where nothing of this repository is", async () => {
        const installed = join(consumer, "node_modules", manifest.name);
        mkdirSync(installed);
        execFileSync("tar", ["-xz", "--strip-components=1", "-C", installed], {
            input: cloud.published[0]?.archive ?? "",
        });
        await pulumi(consumer, ["stack", "init", "dev"]);
        const { code, lines } = await pulumi(consumer, [
            ...["preview", "--stack", "dev"],
            ...["--policy-pack", join("node_modules", manifest.name)],
        ]);
        const refused = lines.filter((line) => line.includes("disallow-permissive-mtls"));
        expect(refused, lines.join("\n")).to.have.length(1);
        expect(refused[0]).to.match(/mandatory.*: open\)/);
        expect(code).not.to.equal(0);
    });
});

/** What npm would install there, from here: no registry is needed. */
function enginesPackagesIn(place: string): void {
    mkdirSync(join(place, "node_modules"));
    symlinkSync(join(program, "node_modules", "@pulumi"), join(place, "node_modules", "@pulumi"));
}
