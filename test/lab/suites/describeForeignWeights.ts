import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PatchStrategy } from "@kubernetes/client-node";
import { expect } from "chai";
import type { HttpRoute } from "../../../components/istio/types";
import { type LabPulumi, runPulumi } from "../../../lab/deploy/pulumi";
import { program } from "../support/command";
import { objectApi } from "../support/objects";
import type { TestLab } from "../support/testLab";

const canary = {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: { name: "canary", namespace: "users" },
};

/** What a progressive-delivery controller and this program do to one VirtualService, with the real engine. */
export function describeForeignWeights(lab: Pick<TestLab, "folder" | "pulumi" | "kubernetes">): void {
    let pulumi: LabPulumi;

    const run = async (words: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
        const bound = { ...pulumi, environment: { ...pulumi.environment, ...environment } };
        const { code, lines } = await runPulumi(bound, words);
        return { code, text: lines.join("\n") };
    };
    const up = (...words: readonly string[]) => ["up", "--yes", "--skip-preview", ...words];

    before(async () => {
        // As deep as in this repository, so that the program finds the components by the same path.
        const folder = join(lab.folder, "test", "lab", "programs", "canary");
        cpSync(join(__dirname, "..", "programs", "canary"), folder, { recursive: true });
        for (const each of ["node_modules", "components"]) {
            symlinkSync(join(program, each), join(lab.folder, each));
        }
        pulumi = { ...(await lab.pulumi()), program: folder, stack: "canary" };
        for (const words of [["stack", "init", "--no-select"], up()]) {
            const { code, text } = await run(words);
            expect(code, text).to.equal(0);
        }
    });

    after(async () => {
        const { code, text } = await run(["destroy", "--yes", "--skip-preview"]);
        expect(code, text).to.equal(0);
    });

    it("gives everything to one version until the controller speaks", async () => {
        expect(await routeOf(lab)).to.deep.equal({ weights: [100, 0], timeout: "15s" });
    });

    it("sees no difference after the controller has changed the weights, looking at the cluster or not", async () => {
        await setWeights(lab, 70, 30);
        for (const words of [[], ["--refresh"]]) {
            const { code, text } = await run(["preview", "--expect-no-changes", ...words]);
            expect(code, text).to.equal(0);
        }
        expect(await routeOf(lab)).to.deep.equal({ weights: [70, 30], timeout: "15s" });
    });

    it("rather fails than takes weights back when the same route has to change otherwise", async () => {
        const { code, text } = await run(up(), { CANARY_TIMEOUT: "20s" });
        expect(code).not.to.equal(0);
        expect(text).to.contain(".spec.http");
        expect(await routeOf(lab)).to.deep.equal({ weights: [70, 30], timeout: "15s" });
    });

    it("changes the route and keeps the weights when told to look first and then to write", async () => {
        const environment = { CANARY_TIMEOUT: "20s", PULUMI_K8S_ENABLE_PATCH_FORCE: "true" };
        const { code, text } = await run(up("--refresh"), environment);
        expect(code, text).to.equal(0);
        expect(await routeOf(lab)).to.deep.equal({ weights: [70, 30], timeout: "20s" });
    });
}

/** As a controller does: under a name of its own, which then owns the whole list that the weights are in. */
async function setWeights(lab: Pick<TestLab, "kubernetes">, first: number, second: number): Promise<void> {
    const host = "canary.users.svc.cluster.local";
    const http = [
        {
            name: "default",
            route: [
                { destination: { host, subset: "v1" }, weight: first },
                { destination: { host, subset: "v2" }, weight: second },
            ],
            timeout: "15s",
            retries: { attempts: 0 },
        },
    ];
    const object = { ...canary, spec: { http } };
    // The provider takes over what a manager called kubectl-… wrote, so the name is part of the case.
    await objectApi(lab.kubernetes).patch(
        object,
        undefined,
        undefined,
        "rollouts-controller",
        undefined,
        PatchStrategy.MergePatch,
    );
}

async function routeOf(
    lab: Pick<TestLab, "kubernetes">,
): Promise<{ weights: readonly number[]; timeout: string | undefined }> {
    const found = (await objectApi(lab.kubernetes).read(canary)) as { spec?: { http?: HttpRoute[] } };
    const [route] = found.spec?.http ?? [];
    return { weights: (route?.route ?? []).map(({ weight = 0 }) => weight), timeout: route?.timeout };
}
