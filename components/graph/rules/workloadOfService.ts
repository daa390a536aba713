import { type Catalogue, servicesOf } from "../catalogue";
import type { Report } from "../report";

/** A service is served by a workload of its own namespace. */
export function checkServers({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const known = namespace.names("workloads");
        for (const [name, { workload }] of servicesOf(namespace)) {
            if (!known.has(workload) && !report.isUnreadable(namespace.at("workloads"))) {
                report.unknown("workload", namespace.at("services", name, "workload"), workload, known);
            }
        }
    }
}
