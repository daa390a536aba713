import { ApiextensionsV1Api, CoreV1Api, type KubeConfig, type V1PodSpec } from "@kubernetes/client-node";
import { objectApi } from "../support/objects";

export const namespaces = ["shop", "web"] as const;

export function hasProxy({ spec = {} }: { readonly spec?: object }): boolean {
    const { containers = [], initContainers = [] } = spec as Partial<V1PodSpec>;
    return [...containers, ...initContainers].some(({ name }) => name === "istio-proxy");
}

/** `namespace with proxy` or `namespace without` for every pod of the stack's namespaces that is not about to go. */
export async function pods(config: KubeConfig): Promise<readonly string[]> {
    const api = config.makeApiClient(CoreV1Api);
    const lists = await Promise.all(namespaces.map((namespace) => api.listNamespacedPod({ namespace })));
    return lists
        .flatMap(({ items }) => items)
        .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
        .map((each) => `${each.metadata?.namespace} ${hasProxy(each) ? "with proxy" : "without"}`)
        .sort();
}

const judged = [
    ["security.istio.io/v1", "AuthorizationPolicy"],
    ["security.istio.io/v1", "PeerAuthentication"],
    ["networking.istio.io/v1", "Sidecar"],
    ["networking.istio.io/v1", "DestinationRule"],
    ["networking.istio.io/v1", "VirtualService"],
    ["networking.k8s.io/v1", "NetworkPolicy"],
] as const;

/** What decides who may call whom, as it stands: labels, annotations and spec by kind and name. */
export async function policies(config: KubeConfig): Promise<Readonly<Record<string, unknown>>> {
    const api = objectApi(config);
    const lists = await Promise.all(judged.map(([version, kind]) => api.list(version, kind)));
    const all = lists.flatMap(({ items }, at) =>
        items.map((each) => {
            const { namespace, name, labels, annotations } = each.metadata ?? {};
            const { spec } = each as { readonly spec?: unknown };
            return [`${judged[at]?.[1]} ${namespace}/${name}`, { labels, annotations, spec }] as const;
        }),
    );
    return Object.fromEntries(all.sort(([left], [right]) => (left < right ? -1 : 1)));
}

export async function istioDefinitions(config: KubeConfig): Promise<number> {
    const { items } = await config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition();
    return items.filter(({ spec }) => spec.group.endsWith(".istio.io")).length;
}
