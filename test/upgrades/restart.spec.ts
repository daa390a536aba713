import { expect } from "chai";
import type { FakeMesh } from "./fakeMesh";
import { current, RestartRun } from "./restartRun";

describe("npm run revisions -- restart", () => {
    let run: RestartRun;
    let mesh: FakeMesh;
    beforeEach(async () => {
        run = new RestartRun();
        mesh = run.mesh;
        await run.start();
    });
    afterEach(() => run.end());

    it("restarts what follows the tag in waves, by annotation and under a name of its own", async () => {
        mesh.add("deployments", "shop/web", { replicas: 2 });
        mesh.add("statefulsets", "shop/db");
        mesh.add("daemonsets", "shop/agent");
        mesh.tags.set("stable", current);
        mesh.add("deployments", "shop/young");
        const { code, err, lines } = await run.restart("--tag", "stable");
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
        const first = await run.restart("--tag", "stable");
        expect(first.code).to.equal(0);
        expect(mesh.asked).to.deep.equal(["restart deployments shop/web as meshwright-restart"]);
        mesh.asked.length = 0;
        const second = await run.restart("--tag", "stable");
        expect(second.lines).to.deep.equal([
            "Nothing to restart: every workload that follows stable runs 1-31-1.",
        ]);
        expect(mesh.asked).to.deep.equal([]);
    });

    it("waits until a PodDisruptionBudget allows what a rolling update may take", async () => {
        const rolling = {
            strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 2, maxSurge: 0 } },
        };
        mesh.add("deployments", "shop/web", { replicas: 4, spec: rolling });
        mesh.tags.set("stable", current);
        mesh.budgets.push({ id: "shop/web", app: "web", minAvailable: 2 });
        mesh.disturbed = 3;
        const { code, lines } = await run.restart("--tag", "stable");
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
        const { code, lines } = await run.restart("--tag", "stable");
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
        const { code, lines } = await run.restart("--tag", "stable", "--batch", "2");
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
        const { lines } = await run.restart("--tag", "stable", "--batch", "5");
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
        const { code, lines } = await run.restart("--tag", "stable");
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
        const { code, lines } = await run.restart("--tag", "stable", "--dry-run", "--batch", "9");
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

    it("reads a kubeconfig below the home folder, and says of a file that is not there that it does not exist", async () => {
        mesh.add("deployments", "shop/web");
        mesh.tags.set("stable", current);
        const home = process.env["HOME"];
        process.env["HOME"] = run.folder;
        try {
            run.kubeconfig = "~/kubeconfig";
            expect(await run.restart("--tag", "stable")).to.deep.include({ code: 0, err: "" });
            expect(mesh.revisions()).to.deep.equal(["shop/web: 1-31-1"]);
            run.kubeconfig = "~/elsewhere";
            expect(await run.restart("--tag", "stable")).to.deep.include({
                code: 3,
                err: "the cluster cannot be reached: there is no kubeconfig ~/elsewhere: the file does not exist\n",
            });
        } finally {
            process.env["HOME"] = home;
        }
    });

    it("restarts with --leaving what still has a proxy where none is given any more, in the namespaces asked for", async () => {
        mesh.namespaces.set("other", "stable");
        mesh.add("deployments", "shop/web");
        mesh.add("deployments", "other/web");
        mesh.namespaces.set("shop", undefined).set("other", undefined);
        const { code, lines } = await run.restart("--leaving", "--namespace", "shop");
        expect([code, lines[0]]).to.deep.equal([
            0,
            "1 pod of 1 workload still has a proxy although nothing would give it one; 1 wave",
        ]);
        expect(mesh.revisions()).to.deep.equal(["other/web: 1-30-5", "shop/web: none"]);
        const nothing = await run.restart("--leaving", "--namespace", "shop");
        expect(nothing.lines).to.deep.equal([
            "Nothing to restart: every pod with a proxy is in a namespace that gives one.",
        ]);
    });
});
