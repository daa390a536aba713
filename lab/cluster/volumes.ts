import { CoreV1Api, type KubeConfig, type V1PersistentVolumeClaim } from "@kubernetes/client-node";
import { type WatchList, watchList } from "./watchList";

/**
 * Plays the storage of a cluster: every claim gets a volume made for it, so that a StatefulSet can be scheduled.
 * A stand-in: nothing is stored, because no container runs.
 */
export async function provideVolumes(
    config: KubeConfig,
    signal: AbortSignal,
): Promise<WatchList<V1PersistentVolumeClaim>> {
    const api = config.makeApiClient(CoreV1Api);
    const provided = new Set<string>();
    let claims: WatchList<V1PersistentVolumeClaim> | undefined;
    const provide = () => {
        for (const claim of claims?.list() ?? []) {
            const uid = claim.metadata?.uid ?? "";
            if (claim.status?.phase === "Pending" && !claim.spec?.volumeName && !provided.has(uid)) {
                provided.add(uid);
                // Tried again at the claim's next change; the API server may be stopping.
                createVolume(api, claim).catch(() => provided.delete(uid));
            }
        }
    };
    claims = await watchList<V1PersistentVolumeClaim>({
        config,
        path: "/api/v1/persistentvolumeclaims",
        list: () => api.listPersistentVolumeClaimForAllNamespaces(),
        onChange: provide,
        signal,
    });
    provide();
    return claims;
}

async function createVolume(api: CoreV1Api, claim: V1PersistentVolumeClaim): Promise<void> {
    const { name = "", namespace = "", uid = "" } = claim.metadata ?? {};
    await api.createPersistentVolume({
        body: {
            metadata: { name: `lab-${uid}`, labels: { "app.kubernetes.io/managed-by": "meshwright-lab" } },
            spec: {
                accessModes: claim.spec?.accessModes ?? ["ReadWriteOnce"],
                capacity: { storage: claim.spec?.resources?.requests?.["storage"] ?? "1Gi" },
                claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name, namespace, uid },
                hostPath: { path: "/nothing-is-stored-here" },
                persistentVolumeReclaimPolicy: "Retain",
                storageClassName: claim.spec?.storageClassName ?? "",
            },
        },
    });
}
