import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import type { FakeMesh } from "./fakeMesh";
import { current, RestartRun } from "./restartRun";

describe("npm run revisions -- restart, when it cannot go on", () => {
    let run: RestartRun;
    let mesh: FakeMesh;
    beforeEach(async () => {
        run = new RestartRun();
        mesh = run.mesh;
        await run.start();
    });
    afterEach(() => run.end());

    it("stops at the first workload that does not become healthy, says what it saw and both ways on, and resumes", async () => {
        const bad = mesh.add("deployments", "shop/a");
        mesh.add("deployments", "shop/b");
        mesh.tags.set("stable", current);
        bad.broken = true;
        const stopped = await run.restart("--tag", "stable", "--timeout", "5s");
        expect(stopped.code).to.equal(1);
        expect(stopped.lines.slice(3)).to.deep.equal([
            "  shop/a: 0 of 1 pods are available; pod a-p003: container app is in CrashLoopBackOff (back-off)",
            "Stopped, because this is not healthy:",
            "  shop/a: 0 of 1 pods are available; pod a-p003: container app is in CrashLoopBackOff (back-off) after 5 s (after its restart)",
            "0 of 2 workloads current; no other is touched.",
            "To go on: mend it and run this command again; it goes on where it stopped.",
            "To go back: meshwright:tags: { default: 1-30-5, stable: 1-30-5 } in /Pulumi.test.yaml, then pulumi up, then this command again.",
        ]);
        expect(mesh.revisions()).to.deep.equal(["shop/a: 1-31-1", "shop/b: 1-30-5"]);
        bad.broken = false;
        const resumed = await run.restart("--tag", "stable");
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
        const { code, lines } = await run.restart("--tag", "stable", "--timeout", "2s");
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
                run.interrupted.abort();
            }
        };
        const { code, lines } = await run.restart("--tag", "stable");
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
        mesh.onLook = () => run.interrupted.abort();
        const { code, lines } = await run.restart("--tag", "stable");
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
                run.stackFile,
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

    it("stops when new pods get another proxy than the tag promises", async () => {
        mesh.add("deployments", "shop/web");
        mesh.tags.set("stable", current);
        mesh.onLook = () => {
            if (mesh.asked.length > 0) {
                mesh.namespaces.set("shop", undefined);
            }
        };
        const { code, lines } = await run.restart("--tag", "stable");
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
        const { code, lines } = await run.restart("--tag", "stable");
        expect(code).to.equal(1);
        expect(lines).to.include(
            "  the control plane 1-31-1 has no pod that answers, so no pod would get its proxy",
        );
        expect(mesh.asked).to.deep.equal(["restart deployments shop/a as meshwright-restart"]);
    });

    it("refuses before it begins: no such tag, a tag that is not applied yet, a control plane that does not answer", async () => {
        const absent = await run.restart("--tag", "canary");
        expect([absent.code, absent.err]).to.deep.equal([
            1,
            'the cluster has no tag "canary"; it has stable\n',
        ]);
        const early = await run.restart("--tag", "stable");
        expect([early.code, early.err]).to.deep.equal([
            1,
            "/Pulumi.test.yaml points the tag stable to 1-31-1, and the cluster still has it on 1-30-5; apply it first: pulumi up\n",
        ]);
        mesh.tags.set("stable", current);
        mesh.readyControlPlanes.clear();
        const deaf = await run.restart("--tag", "stable");
        expect([deaf.code, deaf.err]).to.deep.equal([
            1,
            "the control plane 1-31-1 of the tag stable does not answer (0 of 1 pods), and without it no pod starts; mend it first\n",
        ]);
    });

    it("answers 3 when pods may not be read, and when nothing answers", async () => {
        mesh.forbidden.add("pods");
        const forbidden = await run.restart("--tag", "stable");
        expect([forbidden.code, forbidden.err.split("\n")[0]]).to.deep.equal([
            3,
            "the cluster could not be read, so nobody knows what is stale:",
        ]);
        expect(forbidden.err).to.include("pods");
        await run.disconnect();
        expect((await run.restart("--tag", "stable")).code).to.equal(3);
    });

    it("answers 3 when the cluster refuses in the middle, and says that it goes on from what lives", async () => {
        mesh.add("deployments", "shop/web");
        mesh.tags.set("stable", current);
        mesh.onLook = () => mesh.forbidden.add("deployments");
        const { code, err } = await run.restart("--tag", "stable");
        expect([code, err]).to.deep.equal([
            3,
            "the cluster refused or did not answer: deployments is forbidden\nRun it again: it goes on from what lives.\n",
        ]);
    });
});
