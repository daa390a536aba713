import {
    AdmissionregistrationV1Api,
    AppsV1Api,
    CoreV1Api,
    KubeConfig,
    type V1Pod,
} from "@kubernetes/client-node";
import { labels } from "../../components/labels";
import { pause } from "../tools";

/** Everything that must be true before a mesh is called healthy, as sentences about what is not. */
export async function unhealthyParts(kubeconfig: string): Promise<readonly string[]> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    const [webhooks, deployments, pods] = await Promise.all([
        webhookProblems(config),
        deploymentProblems(config),
        proxyProblems(config),
    ]);
    return [...webhooks, ...deployments, ...pods];
}

/** Polls until nothing is unhealthy, or says what still is when the time is over. */
export async function waitUntilHealthy(
    kubeconfig: string,
    options: {
        readonly milliseconds: number;
        readonly signal: AbortSignal;
        readonly onWait: (what: string) => void;
    },
): Promise<readonly string[]> {
    const end = Date.now() + options.milliseconds;
    for (;;) {
        const problems = await unhealthyParts(kubeconfig);
        if (problems.length === 0 || Date.now() > end) {
            return problems;
        }
        options.onWait(`${problems.length} not ready, e.g. ${problems[0]}`);
        await pause(500, options.signal);
    }
}

/** istiod fills in `caBundle` when it serves; without it every call to the webhook fails. */
async function webhookProblems(config: KubeConfig): Promise<string[]> {
    const api = config.makeApiClient(AdmissionregistrationV1Api);
    const [mutating, validating] = await Promise.all([
        api.listMutatingWebhookConfiguration(),
        api.listValidatingWebhookConfiguration(),
    ]);
    return [...mutating.items, ...validating.items]
        .filter((each) => each.metadata?.labels?.[labels.revision] !== undefined)
        .flatMap((each) =>
            (each.webhooks ?? [])
                .filter((webhook) => !webhook.clientConfig.caBundle || webhook.failurePolicy !== "Fail")
                .map((webhook) => `webhook ${each.metadata?.name}/${webhook.name} is not served yet`),
        );
}

async function deploymentProblems(config: KubeConfig): Promise<string[]> {
    const { items } = await config.makeApiClient(AppsV1Api).listDeploymentForAllNamespaces();
    return items
        .filter((each) => (each.status?.availableReplicas ?? 0) < (each.spec?.replicas ?? 1))
        .map((each) => `Deployment ${each.metadata?.namespace}/${each.metadata?.name} is not available`);
}

/** A pod of a namespace that follows a tag must carry a proxy; a missing one is a hole in the mesh. */
async function proxyProblems(config: KubeConfig): Promise<string[]> {
    const api = config.makeApiClient(CoreV1Api);
    const namespaces = await api.listNamespace({ labelSelector: labels.revision });
    const problems: string[] = [];
    for (const namespace of namespaces.items) {
        const name = namespace.metadata?.name ?? "";
        const pods = await api.listNamespacedPod({ namespace: name });
        for (const pod of pods.items.filter((each) => each.status?.phase !== "Succeeded")) {
            if (!hasProxy(pod)) {
                problems.push(`pod ${name}/${pod.metadata?.name} has no proxy`);
            }
        }
    }
    return problems;
}

/** Since 1.27 the proxy is an init container that keeps running (a native sidecar). */
function hasProxy(pod: V1Pod): boolean {
    const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
    return containers.some((each) => each.name === "istio-proxy");
}
