import { controlPlane, gatewayOf } from "./controlPlane";
import type { Props } from "./crossguard";
import {
    authorizationPolicy,
    closedEgress,
    configMap,
    deployment,
    destinationRule,
    meshConfigMap,
    namespace,
    peerAuthentication,
    podTemplate,
    sidecar,
    telemetry,
} from "./objects";

/** One revision, and the tags that namespaces and gateways follow. */
const oneRevision = controlPlane(
    { "1-31-1": "1.31.1" },
    { stable: "1-31-1", gateways: "1-31-1", default: "1-31-1" },
);

/** A small mesh, complete and without anything to object to. */
export function cleanStack(plane: readonly Props[] = oneRevision): Props[] {
    return [
        meshConfigMap({ ...closedEgress, accessLogFormat: "%REQ(X-REQUEST-ID)%" }),
        configMap("istio-sidecar-injector-1-31-0", { config: "policy: enabled\nneverInjectSelector: []\n" }),
        ...plane,
        namespace("core", { "istio.io/rev": "stable" }),
        peerAuthentication({ mtls: { mode: "STRICT" } }),
        authorizationPolicy({}, { name: "default-deny" }),
        authorizationPolicy({
            selector: { matchLabels: { app: "orders" } },
            action: "ALLOW",
            rules: [
                {
                    from: [{ source: { principals: ["cluster.local/ns/edge/sa/frontend"] } }],
                    to: [{ operation: { methods: ["GET"], paths: ["/api/orders"], ports: ["8080"] } }],
                },
            ],
        }),
        sidecar({ egress: [{ hosts: ["~/*"] }], ...closedEgress }),
        destinationRule({
            host: "orders.core.svc.cluster.local",
            trafficPolicy: { loadBalancer: { simple: "LEAST_REQUEST" } },
            subsets: [{ name: "v1", labels: { version: "v1" } }],
        }),
        telemetry({ tracing: [{ customTags: { id: { header: { name: "x-request-id" } } } }] }),
        deployment(podTemplate()),
        gatewayOf("gateways"),
    ];
}
