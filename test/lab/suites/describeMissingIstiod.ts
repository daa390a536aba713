import { readFileSync } from "node:fs";
import { CoreV1Api } from "@kubernetes/client-node";
import { expect } from "chai";
import { labPaths, logFile } from "../../../lab/cluster/paths";
import { isHealthy } from "../support/healthy";
import { namespace, objectApi, type Plain } from "../support/objects";
import type { TestLab } from "../support/testLab";
import { until } from "../support/until";

const image = "docker.io/istio/pilot:1.29.9-distroless";
const reason = `this lab has no istiod of the minor of 1.29.9, so it runs none for the image "${image}"`;

/** A control plane of a version that the lab cannot run. */
export function describeMissingIstiod(lab: TestLab): void {
    const home = namespace("older-control-plane", {});
    const istiod: Plain = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "istiod-1-29-9", namespace: "older-control-plane", labels: { app: "istiod" } },
        spec: { containers: [{ name: "discovery", image }] },
    };
    before(async () => {
        await objectApi(lab.kubernetes).create(home);
        await until("its account is there", async () => objectApi(lab.kubernetes).create(istiod));
    });
    after(() => objectApi(lab.kubernetes).delete(home));

    it("never becomes ready by another version, and its pod says why", async () => {
        const core = lab.kubernetes.makeApiClient(CoreV1Api);
        const status = await until("the pod tells", async () => {
            const pod = await core.readNamespacedPod({
                name: "istiod-1-29-9",
                namespace: "older-control-plane",
            });
            return pod.status?.containerStatuses === undefined ? undefined : pod.status;
        });
        expect(status.containerStatuses?.[0]?.state?.waiting).to.deep.equal({
            reason: "ErrImagePull",
            message: reason,
        });
        expect(status.conditions?.find(({ type }) => type === "Ready")?.status).to.equal("False");
    });

    it("is told of in the lab's log once, and no other istiod is the worse for it", async () => {
        const log = readFileSync(logFile(labPaths(lab.home), "supervisor"), "utf8");
        expect(log.split("\n").filter((line) => line.includes(reason))).to.deep.equal([
            `istiod-1-29-9: ${reason}; \`npm run up\` brings what a stack declares`,
        ]);
        await isHealthy(lab.home);
    });
}
