import { disallowAmbientBypass } from "../../policies/workload/disallowAmbientBypass";
import { disallowIneffectiveSelectors } from "../../policies/workload/disallowIneffectiveSelectors";
import { disallowMixedDataPlanes } from "../../policies/workload/disallowMixedDataPlanes";
import { requireDeclaredWaypoints } from "../../policies/workload/requireDeclaredWaypoints";
import { requireWaypointsForRoutes } from "../../policies/workload/requireWaypointsForRoutes";
import { type Props, unknown } from "./crossguard";
import { labelled, namespace, proxied, service, virtualService } from "./objects";
import { judges } from "./tables";

const ambient = (labels: object = {}) =>
    namespace("core", { "istio.io/dataplane-mode": "ambient", ...labels });
const served = ambient({ "istio.io/use-waypoint": "waypoint" });
const gateway = (name: string, spec: object = { gatewayClassName: "istio-waypoint" }): Props => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name, namespace: "core" },
    spec,
});
const policy = (kind: string, spec: object): Props => ({
    apiVersion: "telemetry.istio.io/v1",
    kind,
    metadata: { name: "orders", namespace: "core" },
    spec,
});
const member = namespace("core", { "istio.io/rev": "stable" });
const sidecar = { "sidecar.istio.io/inject": "true" };
const routed = (host: string, home = "core") =>
    virtualService({ hosts: [host], http: [{ route: [{ destination: { host } }] }] }, { namespace: home });

judges(disallowAmbientBypass, {
    accepts: [
        [
            "pods of an ambient namespace, and of none",
            [
                ambient(),
                labelled({ app: "orders" }),
                labelled({ "istio.io/dataplane-mode": "none" }, {}, "other"),
            ],
        ],
        [
            "a Service without waypoint where none has any",
            [
                ambient(),
                {
                    ...service("orders", []),
                    metadata: {
                        name: "orders",
                        namespace: "core",
                        labels: { "istio.io/use-waypoint": "none" },
                    },
                },
            ],
        ],
    ],
    refuses: [
        [
            "calls past ztunnel, wherever",
            labelled({}, { annotations: { "ambient.istio.io/bypass-inbound-capture": "true" } }),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["ambient.istio.io/bypass-inbound-capture"] is "true", so calls reach the pod past ztunnel, in plaintext and unauthorized; remove it',
            ],
        ],
        [
            "a pod that leaves",
            [ambient(), labelled({ "istio.io/dataplane-mode": "none" })],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["istio.io/dataplane-mode"] is "none", so the pod is outside the mesh that its namespace is in; remove it',
            ],
        ],
        [
            "a Service that leaves its namespace's waypoint",
            [
                served,
                {
                    ...service("orders", []),
                    metadata: {
                        name: "orders",
                        namespace: "core",
                        labels: { "istio.io/use-waypoint": "none" },
                    },
                },
            ],
            [
                'mandatory: Service core/orders: metadata.labels["istio.io/use-waypoint"] is "none", so calls to it pass the waypoint waypoint of its namespace by, and every policy there; remove it',
            ],
        ],
        [
            "what is not known yet",
            [ambient(), labelled({ "istio.io/dataplane-mode": unknown })],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["istio.io/dataplane-mode"] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource\'s output',
            ],
        ],
    ],
});

judges(disallowMixedDataPlanes, {
    accepts: [
        [
            "one way for each pod",
            [
                ambient(),
                labelled({ app: "orders" }),
                labelled({ "istio.io/dataplane-mode": "none", ...sidecar }),
                labelled(sidecar, {}, "other"),
            ],
        ],
    ],
    refuses: [
        [
            "both labels",
            labelled({ "istio.io/dataplane-mode": "ambient", ...sidecar }),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["istio.io/dataplane-mode"] is "ambient", while the pod has or asks for a sidecar, which takes it instead of ztunnel; remove it, or remove the sidecar',
            ],
        ],
        [
            "a sidecar in an ambient namespace",
            [ambient(), labelled(sidecar)],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["istio.io/dataplane-mode"] is not set, while the pod has or asks for a sidecar in a namespace that is ambient; remove the sidecar, or say istio.io/dataplane-mode: none',
            ],
        ],
        [
            "a sidecar that was injected by hand",
            [ambient(), proxied({}, "proxyv2:1.31.1")],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["istio.io/dataplane-mode"] is not set, while the pod has or asks for a sidecar in a namespace that is ambient; remove the sidecar, or say istio.io/dataplane-mode: none',
            ],
        ],
    ],
});

judges(requireDeclaredWaypoints, {
    accepts: [
        ["a waypoint that is there", [served, gateway("waypoint")]],
        [
            "a waypoint in a namespace of another stack",
            ambient({ "istio.io/use-waypoint": "w", "istio.io/use-waypoint-namespace": "infra" }),
        ],
        ["no waypoint", [ambient(), labelled({ "istio.io/use-waypoint": "none" })]],
    ],
    refuses: [
        [
            "a waypoint that is missing",
            served,
            [
                'mandatory: Namespace core: metadata.labels["istio.io/use-waypoint"] is "waypoint", and core has no Gateway of that name, so calls meet no waypoint; declare it, or correct the name',
            ],
        ],
        [
            "a label on a pod that is not ambient",
            [member, labelled({ "istio.io/use-waypoint": "waypoint" }), gateway("waypoint")],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["istio.io/use-waypoint"] is "waypoint", while the pod is not in the ambient mesh, where alone it means something; remove it, or make the pod ambient',
            ],
        ],
    ],
});

judges(requireWaypointsForRoutes, {
    accepts: [
        [
            "policies that name what they are for",
            [served, policy("Telemetry", { targetRefs: [{ kind: "Service", name: "orders" }] })],
        ],
        [
            "routes of a Service with a waypoint, and of a gateway",
            [
                served,
                service("orders", []),
                routed("orders"),
                virtualService({ hosts: ["orders"], gateways: ["public"], http: [{}] }),
            ],
        ],
        ["sidecars", [member, policy("Telemetry", { metrics: [{}] }), routed("orders")]],
    ],
    refuses: [
        [
            "a selector",
            [served, policy("Telemetry", { selector: { matchLabels: { app: "orders" } } })],
            [
                'mandatory: Telemetry core/orders: spec.selector.matchLabels is {"app":"orders"}, which no waypoint reads, and ztunnel does not read requests; name the Service in targetRefs',
            ],
        ],
        [
            "a namespace without waypoint",
            [ambient(), policy("Telemetry", { metrics: [{}] })],
            [
                'mandatory: Telemetry core/orders: metadata.namespace is "core", an ambient namespace without a waypoint, so nothing there sees requests; label it istio.io/use-waypoint',
            ],
        ],
        [
            "a route for a Service without waypoint",
            [ambient(), service("orders", []), routed("orders")],
            [
                'mandatory: VirtualService core/orders: spec.hosts[0] is "orders", a Service of an ambient namespace without a waypoint, so this does nothing for its callers; label it, or its namespace, istio.io/use-waypoint',
            ],
        ],
        [
            "a route from another namespace",
            [served, service("orders", []), routed("orders.core.svc.cluster.local", "edge")],
            [
                'mandatory: VirtualService edge/orders: spec.hosts[0] is "orders.core.svc.cluster.local", a Service of the ambient namespace core, whose waypoint reads its own namespace only; move it to core',
            ],
        ],
    ],
});

judges(disallowIneffectiveSelectors, {
    accepts: [
        [
            "a target, and pods of no Gateway",
            [
                policy("Telemetry", { targetRefs: [{ kind: "Gateway", name: "public" }] }),
                policy("Telemetry", { selector: { matchLabels: { app: "orders" } } }),
                labelled({ app: "orders" }),
            ],
        ],
    ],
    refuses: [
        [
            "the label of a Gateway",
            policy("Telemetry", {
                selector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "public" } },
            }),
            [
                'mandatory: Telemetry core/orders: spec.selector.matchLabels is {"gateway.networking.k8s.io/gateway-name":"public"}, which the Gateway does not read, so this does nothing there; name the Gateway in targetRefs',
            ],
        ],
        [
            "a label that only its pods carry",
            [
                policy("Telemetry", { selector: { matchLabels: { app: "front" } } }),
                labelled({ app: "front", "gateway.networking.k8s.io/gateway-name": "public" }),
            ],
            [
                'mandatory: Telemetry core/orders: spec.selector.matchLabels is {"app":"front"}, which the Gateway does not read, so this does nothing there; name the Gateway in targetRefs',
            ],
        ],
    ],
});
