import type { V1Pod } from "@kubernetes/client-node";
import type { Mesh } from "../../mesh";
import type { ApiClient } from "./apiClient";
import { eventually } from "./eventually";

interface Replicated {
    readonly metadata: { readonly namespace: string };
    readonly spec: { readonly replicas?: number };
}

/** Every pod of the mesh, once there are as many as Deployments and StatefulSets ask for, each with an address. */
export function allPods(api: ApiClient, mesh: Mesh): Promise<readonly V1Pod[]> {
    const namespaces = new Set([
        ...mesh.graph.namespaces.keys(),
        ...[...mesh.graph.platform.gateways.values()].map(({ namespace }) => namespace),
        ...mesh.derived.rateLimitService.map(({ metadata }) => metadata.namespace ?? metadata.name),
    ]);
    return eventually(() => runningPods(api, namespaces), 180_000);
}

async function runningPods(api: ApiClient, namespaces: ReadonlySet<string>): Promise<readonly V1Pod[]> {
    const [deployments, statefulSets, pods] = await Promise.all([
        api.list<Replicated>("/apis/apps/v1/deployments"),
        api.list<Replicated>("/apis/apps/v1/statefulsets"),
        api.list<V1Pod>("/api/v1/pods"),
    ]);
    const wanted = [...deployments, ...statefulSets]
        .filter(({ metadata }) => namespaces.has(metadata.namespace))
        .reduce((sum, { spec }) => sum + (spec.replicas ?? 1), 0);
    const running = pods.filter(
        ({ metadata, status }) =>
            namespaces.has(metadata?.namespace ?? "") &&
            metadata?.deletionTimestamp === undefined &&
            status?.phase === "Running" &&
            status.podIP !== undefined,
    );
    if (running.length < wanted) {
        throw new Error(`${running.length} of ${wanted} pods run`);
    }
    return running;
}

/** What istiod puts into every namespace of the mesh for proxies to trust it by. */
export function rootCertificate(api: ApiClient, namespace: string): Promise<string> {
    return eventually(async () => {
        const { data } = await api.get<{ readonly data: Readonly<Record<string, string>> }>(
            `/api/v1/namespaces/${namespace}/configmaps/istio-ca-root-cert`,
        );
        return data["root-cert.pem"] ?? "";
    });
}
