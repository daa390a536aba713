import { setTimeout as pause } from "node:timers/promises";
import { CoreV1Api, type KubeConfig, type V1Node } from "@kubernetes/client-node";
import { statusCode } from "./apiError";

/** The one node of a lab. Its size is what kwok says: nothing runs there, so everything fits. */
export const labNode: V1Node = {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
        name: "lab",
        labels: {
            "kubernetes.io/hostname": "lab",
            "kubernetes.io/os": "linux",
            "kubernetes.io/arch": "amd64",
            "topology.kubernetes.io/region": "lab",
            "topology.kubernetes.io/zone": "lab-a",
            type: "kwok",
        },
        annotations: { "kwok.x-k8s.io/node": "fake" },
    },
};

/** Creates the node unless an earlier run of this lab has. */
export async function ensureNode(config: KubeConfig): Promise<void> {
    try {
        await config.makeApiClient(CoreV1Api).createNode({ body: labNode });
    } catch (error) {
        if (statusCode(error) !== 409) {
            throw error;
        }
    }
}

/**
 * A cluster accepts pods when its node is Ready without the not-ready taint, and the controllers have made the
 * default service account: before that, pods are refused or stay Pending for reasons that pass by themselves.
 */
export async function waitForFirstPods(config: KubeConfig, signal: AbortSignal): Promise<void> {
    const core = config.makeApiClient(CoreV1Api);
    const usable = async () => {
        const [node] = await Promise.all([
            core.readNode({ name: "lab" }),
            core.readNamespacedServiceAccount({ name: "default", namespace: "default" }),
        ]);
        const ready = node.status?.conditions?.some(
            ({ type, status }) => type === "Ready" && status === "True",
        );
        return ready === true && (node.spec?.taints ?? []).length === 0;
    };
    while (!(await usable().catch(() => false))) {
        await pause(100, undefined, { signal });
    }
}
