import type { Props } from "../crossguard";
import { authorizationPolicy, peerAuthentication } from "../objects";

/** Who may call whom in the namespace core. */
export function securityObjects(): Props[] {
    return [
        peerAuthentication({ mtls: { mode: "STRICT" } }),
        authorizationPolicy({}, { name: "default-deny" }),
        authorizationPolicy({
            selector: { matchLabels: { app: "orders" } },
            action: "ALLOW",
            rules: [
                {
                    from: [{ source: { principals: ["cluster.local/ns/core/sa/frontend"] } }],
                    to: [{ operation: { methods: ["GET"], paths: ["/api/orders"], ports: ["8080"] } }],
                },
            ],
        }),
    ];
}
