import { componentNames } from "./componentNames";
import { withoutCredentials } from "./credentials";
import type { CollectorSettings, Component, Components } from "./settings";
import { tailSampling } from "./tailSampling";

export const memoryLimiter = "memory_limiter";
export const credentialsRemover = "transform/credentials";
export const resourceNames = "resource/environment";

/**
 * Refuses what comes in before the kernel ends the program (OTL-03). A fifth of the limit is kept for what is already
 * under way; senders are told to try again later, and do.
 */
export function memoryLimit(mebibytes: number): Component {
    return {
        check_interval: "1s",
        limit_mib: mebibytes,
        spike_limit_mib: Math.max(1, Math.floor(mebibytes * 0.2)),
    };
}

/**
 * Pods are found by what senders say of themselves. By the address of the connection they would not be: behind a proxy
 * every connection comes from 127.0.0.6.
 */
export function kubernetesAttributes(credentials: "serviceAccount" | "kubeConfig"): Component {
    return {
        auth_type: credentials,
        extract: {
            metadata: [
                "k8s.namespace.name",
                "k8s.pod.name",
                "k8s.pod.uid",
                "k8s.deployment.name",
                "k8s.node.name",
            ],
            labels: [
                { tag_name: "app", key: "app", from: "pod" },
                { tag_name: "service.version", key: "version", from: "pod" },
            ],
        },
        pod_association: [
            { sources: [{ from: "resource_attribute", name: "k8s.pod.uid" }] },
            { sources: [{ from: "resource_attribute", name: "k8s.pod.ip" }] },
            {
                sources: [
                    { from: "resource_attribute", name: "k8s.namespace.name" },
                    { from: "resource_attribute", name: "k8s.pod.name" },
                ],
            },
        ],
    };
}

export interface Processing {
    readonly processors: Components;
    /** What everything that comes in passes, in this order. */
    readonly intake: readonly string[];
    /** What stored traces pass after that. */
    readonly storage: readonly string[];
}

/** The limiter first of all; what needs the sender's names before what forgets them. */
export function processing(settings: CollectorSettings): Processing {
    const {
        tier,
        kubernetes,
        tailSampling: sampling,
        memoryLimitMib,
        timing,
        environment,
        cluster,
    } = settings;
    const { k8sAttributes } = componentNames(settings.version);
    const samples = tier !== "front" && sampling !== undefined;
    // The first tier has done the rest.
    const intake: Components = {
        [memoryLimiter]: memoryLimit(memoryLimitMib),
        ...(tier === "traces"
            ? {}
            : {
                  ...(kubernetes === undefined ? {} : { [k8sAttributes]: kubernetesAttributes(kubernetes) }),
                  [resourceNames]: {
                      attributes: [
                          { key: "deployment.environment.name", value: environment, action: "insert" },
                          { key: "k8s.cluster.name", value: cluster, action: "insert" },
                      ],
                  },
                  [credentialsRemover]: withoutCredentials,
              }),
    };
    const storage: Components = samples
        ? { tail_sampling: tailSampling(sampling, memoryLimitMib, timing.decision) }
        : {};
    return {
        processors: { ...intake, ...storage },
        intake: Object.keys(intake),
        storage: Object.keys(storage),
    };
}
