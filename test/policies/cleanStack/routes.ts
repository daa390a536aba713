import type { Props } from "../crossguard";
import { service, virtualService } from "../objects";

/** Where requests go. */
export function routeObjects(): Props[] {
    return [
        service("orders", [{ name: "http", port: 80, targetPort: 8080 }]),
        virtualService({
            hosts: ["orders.core.svc.cluster.local"],
            exportTo: ["."],
            http: [
                {
                    name: "default",
                    route: [{ destination: { host: "orders.core.svc.cluster.local" } }],
                    timeout: "10s",
                    retries: { attempts: 2, retryOn: "connect-failure,refused-stream" },
                },
            ],
        }),
    ];
}
