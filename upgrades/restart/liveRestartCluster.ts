import type {
    AdmissionregistrationV1Api,
    AppsV1Api,
    CoreV1Api,
    PolicyV1Api,
    V1PodDisruptionBudget,
} from "@kubernetes/client-node";
import { type ClusterAccess, readCluster } from "../../components/liveCluster";
import { readKubeConfig } from "../../components/liveCluster/connection";
import { statusCode } from "../../lab/cluster/apiError";
import type { RestartCluster } from "./cluster";
import type { Budget } from "./disruption";
import { podsOf } from "./livePod";
import { type LiveWorkload, liveDaemonSet, liveDeployment, liveStatefulSet } from "./liveWorkload";
import type { WorkloadRef } from "./model";

/** As kubectl, so that whoever looks finds what they know. */
const restartedAt = "kubectl.kubernetes.io/restartedAt";
/** Not the engine's: a field of another owner is no drift to it, and it leaves the annotation where it is. */
const fieldManager = "meshwright-restart";

interface Apis {
    readonly apps: AppsV1Api;
    readonly core: CoreV1Api;
    readonly policy: PolicyV1Api;
    readonly admission: AdmissionregistrationV1Api;
}

/**
 * The cluster itself. The client is loaded only here, because that takes most of a second.
 *
 * @throws Unreachable when there is no kubeconfig, or no such context in it
 */
export async function liveRestartCluster(access: ClusterAccess): Promise<RestartCluster> {
    const client = await import("@kubernetes/client-node");
    const { config } = await readKubeConfig(access);
    const apis: Apis = {
        apps: config.makeApiClient(client.AppsV1Api),
        core: config.makeApiClient(client.CoreV1Api),
        policy: config.makeApiClient(client.PolicyV1Api),
        admission: config.makeApiClient(client.AdmissionregistrationV1Api),
    };
    const merge = client.setHeaderOptions("Content-Type", client.PatchStrategy.StrategicMergePatch);
    return {
        view: () => readCluster(access),
        tagTrouble: (tag, revision) => tagTrouble(apis, tag, revision),
        async workload(ref) {
            const live = await found(() => readWorkload(apis, ref));
            if (live === undefined) {
                return undefined;
            }
            const labelSelector = Object.entries(live.podLabels)
                .map(([key, value]) => `${key}=${value}`)
                .join(",");
            const { items } = await apis.core.listNamespacedPod({ namespace: ref.namespace, labelSelector });
            return { live, pods: podsOf(ref, items) };
        },
        async budgets(namespace) {
            const { items } = await apis.policy.listNamespacedPodDisruptionBudget({ namespace });
            return items.map(budgetOf);
        },
        async restart(ref, at) {
            const body = { spec: { template: { metadata: { annotations: { [restartedAt]: at } } } } };
            const request = { namespace: ref.namespace, name: ref.name, body, fieldManager };
            switch (ref.kind) {
                case "Deployment":
                    await apis.apps.patchNamespacedDeployment(request, merge);
                    return;
                case "StatefulSet":
                    await apis.apps.patchNamespacedStatefulSet(request, merge);
                    return;
                case "DaemonSet":
                    await apis.apps.patchNamespacedDaemonSet(request, merge);
            }
        },
        async evict(namespace, { name, uid }) {
            const metadata = { namespace, name };
            // By its uid: a StatefulSet gives the successor the same name, and that one must stay.
            const body = { metadata, deleteOptions: { preconditions: { uid } } };
            try {
                await apis.core.createNamespacedPodEviction({ namespace, name, body });
                return "evicted";
            } catch (error) {
                const status = statusCode(error);
                if (status === 429) {
                    return "refused";
                }
                if (status === 404 || status === 409) {
                    return "evicted";
                }
                throw error;
            }
        },
    };
}

async function readWorkload({ apps }: Apis, { kind, namespace, name }: WorkloadRef): Promise<LiveWorkload> {
    switch (kind) {
        case "Deployment":
            return liveDeployment(await apps.readNamespacedDeployment({ namespace, name }));
        case "StatefulSet":
            return liveStatefulSet(await apps.readNamespacedStatefulSet({ namespace, name }));
        case "DaemonSet":
            return liveDaemonSet(await apps.readNamespacedDaemonSet({ namespace, name }));
    }
}

async function tagTrouble(
    { apps, admission }: Apis,
    tag: string,
    revision: string,
): Promise<string | undefined> {
    const [webhooks, istiods] = await Promise.all([
        admission.listMutatingWebhookConfiguration({ labelSelector: `istio.io/tag=${tag}` }),
        apps.listDeploymentForAllNamespaces({ labelSelector: `app=istiod,istio.io/rev=${revision}` }),
    ]);
    const now = webhooks.items[0]?.metadata?.labels?.["istio.io/rev"];
    if (now !== revision) {
        return now === undefined
            ? `the tag ${tag} is gone`
            : `the tag ${tag} points to ${now} now, no longer to ${revision}`;
    }
    const live = istiods.items.map(liveDeployment);
    return live.some(({ wanted, available }) => wanted > 0 && available > 0)
        ? undefined
        : `the control plane ${revision} has no pod that answers, so no pod would get its proxy`;
}

function budgetOf({ metadata, spec, status }: V1PodDisruptionBudget): Budget {
    const counted = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 1) && status !== undefined;
    return {
        namespace: metadata?.namespace ?? "",
        name: metadata?.name ?? "",
        selector: spec?.selector,
        allowed: counted ? status.disruptionsAllowed : 0,
        ...(counted && status.expectedPods > 0 ? { most: status.expectedPods - status.desiredHealthy } : {}),
    };
}

async function found<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
    try {
        return await read();
    } catch (error) {
        if (statusCode(error) === 404) {
            return undefined;
        }
        throw error;
    }
}
