import { apiVersions } from "../istio/types";
import type { ServiceAccount } from "../istio/workloadTypes";
import type { NamespacePart } from "./arrangedGraph";
import { deployedWorkloads } from "./deployed";
import { workloadMetadata } from "./metadata";

/**
 * The identity of each workload this program runs. No token is mounted: the proxy asks for its own, by a
 * projected volume of its own, and the application has no business with the API server.
 */
export function serviceAccounts(part: NamespacePart): ServiceAccount[] {
    return deployedWorkloads(part).map(({ workload }) => ({
        apiVersion: apiVersions.ServiceAccount,
        kind: "ServiceAccount",
        metadata: workloadMetadata(part.namespace.name, workload.serviceAccount, { app: workload.name }),
        automountServiceAccountToken: false,
    }));
}
