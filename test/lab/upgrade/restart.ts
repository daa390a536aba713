import { until } from "../support/until";
import type { ApiConnection } from "./apiConnection";
import type { Config } from "./config";
import { expectationsBetween } from "./expectations";

interface Workload {
    readonly metadata: { readonly name: string; readonly generation: number };
    readonly spec: { readonly replicas: number };
    readonly status: {
        readonly observedGeneration?: number;
        readonly updatedReplicas?: number;
        readonly availableReplicas?: number;
        readonly replicas?: number;
    };
}

/** `kubectl rollout restart` of every Deployment of a namespace, and the wait for it. */
async function restartDeployments(api: ApiConnection, namespace: string): Promise<void> {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    const template = {
        metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() } },
    };
    const { items } = await api.read<{ readonly items: readonly Workload[] }>(path);
    for (const { metadata } of items) {
        const query = "fieldManager=kubectl-rollout";
        await api.send(
            "PATCH",
            `${path}/${metadata.name}?${query}`,
            { spec: { template } },
            "application/merge-patch+json",
        );
        await until(`${namespace}/${metadata.name} runs new pods`, async () =>
            isRolledOut(await api.read<Workload>(`${path}/${metadata.name}`)) ? true : undefined,
        );
    }
}

function isRolledOut({ metadata, spec, status }: Workload): boolean {
    return (
        status.observedGeneration === metadata.generation &&
        status.updatedReplicas === spec.replicas &&
        status.availableReplicas === spec.replicas &&
        status.replicas === spec.replicas
    );
}

/** Starts the followers of a tag again: namespaces first, gateways with them where they follow it. */
export async function restartFollowers(api: ApiConnection, config: Config, tag: string): Promise<void> {
    const { injection } = expectationsBetween(config, config);
    const namespaces = new Set(
        injection.filter((each) => each.tag === tag).map(({ namespace }) => namespace),
    );
    for (const namespace of namespaces) {
        await restartDeployments(api, namespace);
    }
}
