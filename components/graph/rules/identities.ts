import { type Catalogue, workloadsOf } from "../catalogue";
import type { Report } from "../report";

/** One workload, one service account: a shared identity could not be told apart by any authorization rule. */
export function checkIdentities({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const owners = new Map<string, string>();
        for (const [name, { serviceAccount = name }] of workloadsOf(namespace)) {
            const at = namespace.at("workloads", name, "serviceAccount");
            const owner = owners.get(serviceAccount);
            if (serviceAccount === "default") {
                const message = `the service account "default" is what every pod without one runs as; give the workload its own, such as "${name}"`;
                report.error("default-identity", at, message);
            } else if (owner !== undefined) {
                const message = `the service account "${serviceAccount}" already belongs to the workload "${owner}"; give each its own`;
                report.error("shared-identity", at, message);
            } else {
                owners.set(serviceAccount, name);
            }
        }
    }
}
