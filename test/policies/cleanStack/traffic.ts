import type { Props } from "../crossguard";
import { closedEgress, destinationRule, sidecar } from "../objects";

/** What goes out, and how. */
export function trafficObjects(): Props[] {
    return [
        sidecar({ egress: [{ hosts: ["~/*"] }], ...closedEgress }),
        destinationRule({
            host: "orders.core.svc.cluster.local",
            exportTo: ["."],
            trafficPolicy: {
                loadBalancer: { simple: "LEAST_REQUEST" },
                outlierDetection: { consecutive5xxErrors: 5 },
            },
            subsets: [{ name: "v1", labels: { version: "v1" } }],
        }),
    ];
}
