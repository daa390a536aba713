import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parseSettings } from "../../settings";
import { declaredRevisions } from "../../upgrades/declaredRevisions";
import { openStack } from "../../upgrades/openStack";
import { runningLab } from "../../upgrades/whichCluster";

const today = "2026-11-20";

function declared(more: Readonly<Record<string, unknown>> = {}) {
    const settings = parseSettings(
        {
            environment: "test",
            revisions: { "1-30-5": { version: "1.30.5" }, "1-31-1": { version: "1.31.1" } },
            tags: { default: "1-30-5", stable: "1-30-5", gateways: "1-30-5", canary: "1-31-1" },
            gateways: { "istio-ingressgateway": { kind: "ingress", canary: { tag: "canary", replicas: 1 } } },
            retired: ["1-29-9"],
            removals: { "1-30-5": { reason: "the team has left", until: "2026-12-24" } },
            cni: { version: "1.30.5" },
            namespaces: {
                shop: { stage: "enforced" },
                core: { stage: "observed", until: "2026-12-24", tag: "canary" },
                old: { stage: "off" },
            },
            ...more,
        },
        { today },
    );
    if (!settings.ok) {
        throw new Error(JSON.stringify(settings.problems));
    }
    return declaredRevisions(settings.value);
}

describe("what a stack file declares of revisions", () => {
    it("has the followers of every tag, each with the tag that is meant where none is written", () => {
        const { revisions, tags, namespaces, gateways, cni, retired, removals } = declared();
        expect([...revisions.keys()]).to.deep.equal(["1-30-5", "1-31-1"]);
        expect(tags.get("canary")).to.equal("1-31-1");
        expect(Object.fromEntries(namespaces)).to.deep.equal({
            core: { tag: "canary" },
            shop: { tag: "stable" },
        });
        expect(Object.fromEntries(gateways)).to.deep.equal({
            "istio-ingressgateway": {
                namespace: "istio-ingress",
                tag: "gateways",
                canaryTag: "canary",
            },
        });
        expect(cni).to.deep.equal({ version: "1.30.5" });
        expect([...retired]).to.deep.equal(["1-29-9"]);
        expect([...removals.keys()]).to.deep.equal(["1-30-5"]);
    });

    it("has a control plane of its own unless the stack is of namespaces, also in an emergency", () => {
        expect(declared().ownsControlPlane).to.equal(true);
        expect(declared({ scope: ["shop"] }).ownsControlPlane).to.equal(false);
        const emergency = { to: "unmeshed", reason: "nobody is reached any more", until: "2026-12-01" };
        expect(declared({ scope: "platform", rollback: emergency }).ownsControlPlane).to.equal(true);
    });

    const rollback = { reason: "nobody is reached any more", until: "2026-12-01" };

    it("has no namespace that follows a tag while nothing is injected", () => {
        const back = declared({ rollback: { to: "uninjected", ...rollback } });
        expect([back.namespaces.size, back.revisions.size, back.gateways.size]).to.deep.equal([0, 2, 1]);
    });

    it("has nothing at all while the mesh is taken away, and the reason for everything that goes", () => {
        const back = declared({ rollback: { to: "unmeshed", ...rollback } });
        expect([
            back.revisions.size,
            back.tags.size,
            back.namespaces.size,
            back.gateways.size,
            back.cni,
        ]).to.deep.equal([0, 0, 0, 0, undefined]);
        expect(back.everything).to.deep.equal(rollback);
    });
});

describe("the stack that npm run revisions looks at", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-stack-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const write = (name: string, revision: string, more = "") => {
        const path = join(folder, name);
        writeFileSync(
            path,
            `config:
  meshwright:environment: test
  meshwright:revisions: { ${revision}: { version: ${revision.replaceAll("-", ".")} } }
  meshwright:tags: { default: ${revision}, stable: ${revision} }
  meshwright:namespaces: {}
${more}`,
        );
        return path;
    };
    const noLab = () => Promise.resolve(undefined);

    it("is read as the lab would run it where a lab runs the stack and the stack file names no cluster", async () => {
        const stackFile = write("Pulumi.mine.yaml", "1-31-1");
        const asked: string[] = [];
        const stack = await openStack(
            { stackFile, name: "mine" },
            {
                today,
                lab: (name) => {
                    asked.push(name);
                    return Promise.resolve({
                        adapt: (config) => ({
                            ...config,
                            cluster: { kubeconfig: "lab/kubeconfig" },
                            revisions: { "1-30-5": { version: "1.30.5" } },
                            tags: { default: "1-30-5", stable: "1-30-5" },
                        }),
                    });
                },
            },
        );
        expect(asked).to.deep.equal(["mine"]);
        expect(stack).to.include({
            name: "mine",
            stackFile,
            update: "npm run up -- --stack mine",
            flag: "--stack mine",
            cluster: "the lab of this checkout, which runs 1-30-5 for 1-31-1",
        });
        expect("declared" in stack && [...stack.declared.revisions.keys()]).to.deep.equal(["1-30-5"]);
        expect("settings" in stack && stack.settings.cluster.kubeconfig).to.equal("lab/kubeconfig");
    });

    const clusters: readonly [cluster: string, words: string][] = [
        ["", "kubectl's own cluster"],
        ["{ context: prod }", "kubectl's own cluster, context prod"],
        ["{ kubeconfig: /etc/kube }", "the cluster of /etc/kube"],
        ["{ kubeconfig: /etc/kube, context: prod }", "the cluster of /etc/kube, context prod"],
    ];
    for (const [cluster, words] of clusters) {
        it(`is on ${words} with ${cluster === "" ? "no cluster in the stack file" : cluster}`, async () => {
            const more = cluster === "" ? "" : `  meshwright:cluster: ${cluster}\n`;
            const stackFile = write("Pulumi.mine.yaml", "1-31-1", more);
            const lab = () =>
                cluster === "" ? noLab() : Promise.reject(new Error("there is a cluster already"));
            const stack = await openStack({ stackFile, name: "mine" }, { today, lab });
            expect(stack).to.include({ cluster: words, update: "pulumi up", flag: "--stack mine" });
        });
    }

    it("is what a path says, whatever lab runs", async () => {
        const stackFile = write("Pulumi.mine.yaml", "1-31-1");
        const lab = () => Promise.reject(new Error("nobody asked for a lab"));
        expect(await openStack({ stackFile }, { today, lab })).to.include({
            name: "mine",
            flag: `--stack ${stackFile}`,
        });
    });

    it("is nothing when the stack file is wrong, which is said", async () => {
        const stackFile = write("Pulumi.mine.yaml", "1-31-1", "  meshwright:cluster: { kubeconfig: '' }\n");
        const stack = await openStack({ stackFile }, { today, lab: noLab });
        expect("trouble" in stack && stack.trouble).to.match(/^.*Pulumi\.mine\.yaml has 1 problem\(s\)\n/);
    });

    it("has no running lab where none was started", async () => {
        expect(await runningLab(folder, "dev")).to.equal(undefined);
    });
});
