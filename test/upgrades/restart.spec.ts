import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { styleFor } from "../../accessReport/style";
import { readCluster } from "../../components/liveCluster";
import { liveRestartCluster } from "../../upgrades/restart/liveRestartCluster";
import { runRevisions } from "../../upgrades/run";
import { FakeApiServer } from "./fakeApiServer";
import { FakeMesh } from "./fakeMesh";

const [old, current] = ["1-30-5", "1-31-1"];

describe("npm run revisions -- restart", () => {
    let folder: string;
    let mesh: FakeMesh;
    let server: FakeApiServer;
    let interrupted: AbortController;

    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-restart-"));
        interrupted = new AbortController();
        mesh = new FakeMesh();
        mesh.tags.set("stable", old);
        mesh.namespaces.set("shop", "stable");
        mesh.readyControlPlanes.add(old).add(current);
        server = await FakeApiServer.start(mesh);
        writeFileSync(join(folder, "kubeconfig"), server.kubeconfig);
        stackFile(current);
    });
    afterEach(async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    function stackFile(stable: string): void {
        writeFileSync(
            join(folder, "Pulumi.test.yaml"),
            `config:
  meshwright:environment: test
  meshwright:cluster: { kubeconfig: ${folder}/kubeconfig }
  meshwright:revisions: { 1-30-5: { version: 1.30.5 }, 1-31-1: { version: 1.31.1 } }
  meshwright:tags: { default: 1-30-5, stable: ${stable} }
  meshwright:namespaces: { shop: { stage: enforced } }
`,
        );
    }

    async function restart(...args: readonly string[]) {
        let out = "";
        let err = "";
        let clock = 0;
        const code = await runRevisions(["restart", "--stack", `${folder}/Pulumi.test.yaml`, ...args], {
            out: (text) => {
                out += text;
            },
            err: (text) => {
                err += text;
            },
            style: styleFor(false, undefined),
            today: "2026-11-20",
            lab: () => Promise.resolve(undefined),
            read: readCluster,
            connect: liveRestartCluster,
            now: () => clock,
            pause: () => {
                clock += 1000;
                return interrupted.signal.aborted
                    ? Promise.reject(new Error("interrupted"))
                    : Promise.resolve();
            },
            signal: interrupted.signal,
        });
        return { code, err, lines: out.replaceAll(folder, "").trimEnd().split("\n").slice(1) };
    }

    it("restarts what follows the tag in waves, by annotation and under a name of its own", async () => {
        mesh.add("deployments", "shop/web", { replicas: 2 });
        mesh.add("statefulsets", "shop/db");
        mesh.add("daemonsets", "shop/agent");
        mesh.tags.set("stable", current);
        mesh.add("deployments", "shop/young");
        const { code, err, lines } = await restart("--tag", "stable");
        expect(err + code).to.equal("0");
        expect(lines).to.deep.equal([
            "4 pods of 3 workloads have a proxy of another revision than 1-31-1, which the tag stable points to; 3 waves",
            "Wave 1 of 3: shop/agent",
            "  shop/agent: rolling",
            "  shop/agent: 0 of 1 pods are available",
            "  shop/agent: 1 of 1 pods on 1-31-1, 1 s",
            "Wave 2 of 3: shop/db",
            "  shop/db: rolling",
            "  shop/db: 0 of 1 pods are available",
            "  shop/db: 1 of 1 pods on 1-31-1, 1 s",
            "Wave 3 of 3: shop/web",
            "  shop/web: rolling",
            "  shop/web: 1 of 2 pods are of the new template",
            "  shop/web: 1 of 2 pods are available",
            "  shop/web: 2 of 2 pods on 1-31-1, 3 s",
            "Done: 3 of 3 workloads current.",
        ]);
        expect(mesh.revisions()).to.deep.equal([
            "shop/agent: 1-31-1",
            "shop/db: 1-31-1",
            "shop/web: 1-31-1, 1-31-1",
            "shop/young: 1-31-1",
        ]);
        expect(mesh.asked).to.deep.equal([
            "restart daemonsets shop/agent as meshwright-restart",
            "restart statefulsets shop/db as meshwright-restart",
            "restart deployments shop/web as meshwright-restart",
        ]);
    });

    it("goes on where it was: what is current is left alone, and a rollout under way is waited for, not begun anew", async () => {
        mesh.add("deployments", "shop/web", { replicas: 2 });
        const half = mesh.add("deployments", "shop/half", { replicas: 3 });
        mesh.tags.set("stable", current);
        mesh.patch(
            "deployments",
            "shop/half",
            { "kubectl.kubernetes.io/restartedAt": "earlier" },
            new URLSearchParams(),
        );
        mesh.asked.length = 0;
        expect(half.template).to.equal(2);
        const first = await restart("--tag", "stable");
        expect(first.code).to.equal(0);
        expect(mesh.asked).to.deep.equal(["restart deployments shop/web as meshwright-restart"]);
        mesh.asked.length = 0;
        const second = await restart("--tag", "stable");
        expect(second.lines).to.deep.equal([
            "Nothing to restart: every workload that follows stable runs 1-31-1.",
        ]);
        expect(mesh.asked).to.deep.equal([]);
    });

    it("stops at the first workload that does not become healthy, says what it saw and both ways on, and resumes", async () => {
        const bad = mesh.add("deployments", "shop/a");
        mesh.add("deployments", "shop/b");
        mesh.tags.set("stable", current);
        bad.broken = true;
        const stopped = await restart("--tag", "stable", "--timeout", "5s");
        expect(stopped.code).to.equal(1);
        expect(stopped.lines.slice(3)).to.deep.equal([
            "  shop/a: 0 of 1 pods are available; pod a-p003: container app is in CrashLoopBackOff (back-off)",
            "Stopped, because this is not healthy:",
            "  shop/a: 0 of 1 pods are available; pod a-p003: container app is in CrashLoopBackOff (back-off) after 5 s (after its restart)",
            "0 of 2 workloads current; no other is touched.",
            "To go on: mend it and run this command again; it goes on where it stopped.",
            "To go back: meshwright:tags: { stable: 1-30-5 } in /Pulumi.test.yaml, then pulumi up, then this command again.",
        ]);
        expect(mesh.revisions()).to.deep.equal(["shop/a: 1-31-1", "shop/b: 1-30-5"]);
        bad.broken = false;
        const resumed = await restart("--tag", "stable");
        expect([resumed.code, resumed.lines.at(-1)]).to.deep.equal([0, "Done: 1 of 1 workloads current."]);
        expect(mesh.asked).to.deep.equal([
            "restart deployments shop/a as meshwright-restart",
            "restart deployments shop/b as meshwright-restart",
        ]);
    });

    it("does not touch a workload that was unhealthy before", async () => {
        const web = mesh.add("deployments", "shop/web", { replicas: 2 });
        const [first] = mesh.list("pods");
        web.broken = true;
        mesh.evict(`shop/${first?.metadata.name}`);
        mesh.asked.length = 0;
        mesh.tags.set("stable", current);
        const { code, lines } = await restart("--tag", "stable", "--timeout", "2s");
        expect(code).to.equal(1);
        expect(lines).to.include(
            "  shop/web: 1 of 2 pods are available; pod web-p003: container app is in CrashLoopBackOff (back-off) after 2 s (before it was touched)",
        );
        expect(mesh.asked).to.deep.equal([]);
    });

    it("ends with 130 when interrupted, begins nothing new and says what Kubernetes ends by itself", async () => {
        mesh.add("deployments", "shop/a", { replicas: 2 });
        mesh.add("deployments", "shop/b");
        mesh.tags.set("stable", current);
        mesh.onLook = () => {
            if (mesh.asked.length > 0) {
                interrupted.abort();
            }
        };
        const { code, lines } = await restart("--tag", "stable");
        expect(code).to.equal(130);
        expect(lines.slice(-3)).to.deep.equal([
            "Interrupted: 0 of 2 workloads current, and nothing new is begun.",
            "Kubernetes ends by itself what was begun: shop/a.",
            "Run this command again to go on.",
        ]);
        expect(mesh.asked).to.deep.equal(["restart deployments shop/a as meshwright-restart"]);
    });

    it("touches nothing when it is interrupted before it has begun", async () => {
        mesh.add("deployments", "shop/a");
        mesh.tags.set("stable", current);
        mesh.onLook = () => interrupted.abort();
        const { code, lines } = await restart("--tag", "stable");
        expect([code, lines.at(-2)]).to.deep.equal([
            130,
            "Interrupted: 0 of 1 workloads current, and nothing new is begun.",
        ]);
        expect(mesh.asked).to.deep.equal([]);
    });

    it("is a program that the first Ctrl-C ends with 130, without colour where nobody looks", async () => {
        mesh.add("deployments", "shop/a").broken = true;
        mesh.tags.set("stable", current);
        const main = join(__dirname, "../../upgrades/main.ts");
        const child = spawn(
            process.execPath,
            [
                "--require",
                require.resolve("tsx"),
                main,
                "restart",
                "--tag",
                "stable",
                "--stack",
                `${folder}/Pulumi.test.yaml`,
            ],
            { stdio: ["ignore", "pipe", "inherit"] },
        );
        let out = "";
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            out += text;
            if (out.includes("rolling")) {
                child.kill("SIGINT");
            }
        });
        const [code] = await once(child, "close");
        expect(code).to.equal(130);
        expect(out).to.include("Kubernetes ends by itself what was begun: shop/a.\n");
        expect(out).to.not.include("\u001b");
    }).timeout(60_000);

    it("waits until a PodDisruptionBudget allows what a rolling update may take", async () => {
        const rolling = {
            strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 2, maxSurge: 0 } },
        };
        mesh.add("deployments", "shop/web", { replicas: 4, spec: rolling });
        mesh.tags.set("stable", current);
        mesh.budgets.push({ id: "shop/web", app: "web", minAvailable: 2 });
        mesh.disturbed = 3;
        const { code, lines } = await restart("--tag", "stable");
        expect(code).to.equal(0);
        expect(lines[2]).to.equal(
            "  shop/web: waiting: PodDisruptionBudget shop/web allows 1 disruption and a rolling update may take 2",
        );
        expect(mesh.asked).to.deep.equal(["restart deployments shop/web as meshwright-restart"]);
    });

    it("moves pod by pod, through evictions that may be refused, what would break its budget by its own strategy", async () => {
        mesh.add("deployments", "shop/web", { replicas: 3, spec: { strategy: { type: "Recreate" } } });
        mesh.add("statefulsets", "shop/db", {
            replicas: 2,
            spec: { updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } },
        });
        mesh.tags.set("stable", current);
        mesh.budgets.push({ id: "shop/web", app: "web", minAvailable: 2 });
        mesh.disturbed = 5;
        const { code, lines } = await restart("--tag", "stable");
        expect(code).to.equal(0);
        expect(mesh.asked).to.deep.equal([
            "evict one of shop/db",
            "evict one of shop/db",
            "evict refused",
            "evict one of shop/web",
            "evict one of shop/web",
            "evict one of shop/web",
        ]);
        expect(mesh.lowest.get("shop/web")).to.equal(1);
        expect(mesh.revisions()).to.deep.equal([
            "shop/db: 1-31-1, 1-31-1",
            "shop/web: 1-31-1, 1-31-1, 1-31-1",
        ]);
        expect(lines.at(-1)).to.equal("Done: 2 of 2 workloads current.");
    });

    it("restarts as many at a time as it is told", async () => {
        for (const name of ["a", "b", "c"]) {
            mesh.add("deployments", `shop/${name}`);
        }
        mesh.tags.set("stable", current);
        const { code, lines } = await restart("--tag", "stable", "--batch", "2");
        expect([code, ...lines.filter((line) => !line.startsWith("  "))]).to.deep.equal([
            0,
            "3 pods of 3 workloads have a proxy of another revision than 1-31-1, which the tag stable points to; 2 waves",
            "Wave 1 of 2: shop/a, shop/b",
            "Wave 2 of 2: shop/c",
            "Done: 3 of 3 workloads current.",
        ]);
    });

    it("never lets two workloads of one budget go together", async () => {
        mesh.add("deployments", "shop/web.v1");
        mesh.add("deployments", "shop/web.v2");
        mesh.tags.set("stable", current);
        mesh.budgets.push({ id: "shop/web", app: "web", minAvailable: 1 });
        const { lines } = await restart("--tag", "stable", "--batch", "5");
        expect(lines.filter((line) => line.startsWith("Wave"))).to.deep.equal([
            "Wave 1 of 2: shop/web.v1",
            "Wave 2 of 2: shop/web.v2",
        ]);
    });

    it("names what it leaves to people, and deletes none of it", async () => {
        mesh.add("statefulsets", "shop/slow", { spec: { updateStrategy: { type: "OnDelete" } } });
        mesh.add("deployments", "shop/held", { spec: { paused: true } });
        mesh.add("deployments", "shop/only", { spec: { strategy: { type: "Recreate" } } });
        mesh.addPod("shop/bare");
        mesh.budgets.push({ id: "shop/only", app: "only", minAvailable: 1 });
        mesh.tags.set("stable", current);
        const { code, lines } = await restart("--tag", "stable");
        expect(code).to.equal(0);
        expect(lines.filter((line) => line.startsWith("  shop: "))).to.deep.equal([
            "  shop: pod bare (1 pod): nobody would start it again; whoever made it deletes it and makes it anew",
            "  shop: Deployment held (1 pod): somebody paused it; resume it: kubectl -n shop rollout resume deployment/held",
            "  shop: Deployment only (1 pod): its PodDisruptionBudget shop/only never lets a pod go; give it one more replica or loosen the budget",
            "  shop: StatefulSet slow (1 pod): its update strategy is OnDelete: whoever runs it deletes its pods when it suits",
        ]);
        expect(lines.at(-1)).to.equal("Done: 0 of 3 workloads current.");
        expect(mesh.asked).to.deep.equal([]);
    });

    it("only says what it would do with --dry-run, gateways last", async () => {
        mesh.add("deployments", "shop/a-gateway", {
            annotations: { "inject.istio.io/templates": "gateway" },
        });
        mesh.add("deployments", "shop/web", { replicas: 2 });
        mesh.tags.set("stable", current);
        const { code, lines } = await restart("--tag", "stable", "--dry-run", "--batch", "9");
        expect([code, ...lines]).to.deep.equal([
            0,
            "3 pods of 2 workloads have a proxy of another revision than 1-31-1, which the tag stable points to; 2 waves",
            "Wave 1",
            "  Deployment shop/web: 2 pods of 1-30-5",
            "Wave 2",
            "  Deployment shop/a-gateway: 1 pod of 1-30-5",
        ]);
        expect(mesh.asked).to.deep.equal([]);
    });

    it("restarts with --leaving what still has a proxy where none is given any more, in the namespaces asked for", async () => {
        mesh.namespaces.set("other", "stable");
        mesh.add("deployments", "shop/web");
        mesh.add("deployments", "other/web");
        mesh.namespaces.set("shop", undefined).set("other", undefined);
        const { code, lines } = await restart("--leaving", "--namespace", "shop");
        expect([code, lines[0]]).to.deep.equal([
            0,
            "1 pod of 1 workload still has a proxy although nothing would give it one; 1 wave",
        ]);
        expect(mesh.revisions()).to.deep.equal(["other/web: 1-30-5", "shop/web: none"]);
        const nothing = await restart("--leaving", "--namespace", "shop");
        expect(nothing.lines).to.deep.equal([
            "Nothing to restart: every pod with a proxy is in a namespace that gives one.",
        ]);
    });

    it("stops when new pods get another proxy than the tag promises", async () => {
        mesh.add("deployments", "shop/web");
        mesh.tags.set("stable", current);
        mesh.onLook = () => {
            if (mesh.asked.length > 0) {
                mesh.namespaces.set("shop", undefined);
            }
        };
        const { code, lines } = await restart("--tag", "stable");
        expect(code).to.equal(1);
        expect(lines).to.include(
            "  shop/web: its new pod web-p002 has no proxy; see the labels of its namespace, and whether it opts out",
        );
    });

    it("begins no wave when the tag was moved back or its control plane went meanwhile", async () => {
        mesh.add("deployments", "shop/a");
        mesh.add("deployments", "shop/b");
        mesh.tags.set("stable", current);
        mesh.onLook = (id) => {
            if (id === "shop/a" && mesh.asked.length > 0) {
                mesh.readyControlPlanes.delete(current);
            }
        };
        const { code, lines } = await restart("--tag", "stable");
        expect(code).to.equal(1);
        expect(lines).to.include(
            "  the control plane 1-31-1 has no pod that answers, so no pod would get its proxy",
        );
        expect(mesh.asked).to.deep.equal(["restart deployments shop/a as meshwright-restart"]);
    });

    it("refuses before it begins: no such tag, a tag that is not applied yet, a control plane that does not answer", async () => {
        const absent = await restart("--tag", "canary");
        expect([absent.code, absent.err]).to.deep.equal([
            1,
            'the cluster has no tag "canary"; it has stable\n',
        ]);
        const early = await restart("--tag", "stable");
        expect([early.code, early.err.replaceAll(folder, "")]).to.deep.equal([
            1,
            "/Pulumi.test.yaml points the tag stable to 1-31-1, and the cluster still has it on 1-30-5; apply it first: pulumi up\n",
        ]);
        mesh.tags.set("stable", current);
        mesh.readyControlPlanes.clear();
        const deaf = await restart("--tag", "stable");
        expect([deaf.code, deaf.err]).to.deep.equal([
            1,
            "the control plane 1-31-1 of the tag stable does not answer (0 of 1 pods), and without it no pod starts; mend it first\n",
        ]);
    });

    it("answers 3 when pods may not be read, and when nothing answers", async () => {
        mesh.forbidden.add("pods");
        const forbidden = await restart("--tag", "stable");
        expect([forbidden.code, forbidden.err.split("\n")[0]]).to.deep.equal([
            3,
            "the cluster could not be read, so nobody knows what is stale:",
        ]);
        expect(forbidden.err).to.include("pods");
        await server.stop();
        expect((await restart("--tag", "stable")).code).to.equal(3);
        server = await FakeApiServer.start(mesh);
    });

    it("answers 3 when the cluster refuses in the middle, and says that it goes on from what lives", async () => {
        mesh.add("deployments", "shop/web");
        mesh.tags.set("stable", current);
        mesh.onLook = () => mesh.forbidden.add("deployments");
        const { code, err } = await restart("--tag", "stable");
        expect([code, err]).to.deep.equal([
            3,
            "the cluster refused or did not answer: deployments is forbidden\nRun it again: it goes on from what lives.\n",
        ]);
    });
});
