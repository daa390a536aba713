import { requireEgressNetworkPolicies } from "../../policies/traffic/requireEgressNetworkPolicies";
import { requireExportScopes } from "../../policies/traffic/requireExportScopes";
import { requireKnownEgressHosts } from "../../policies/traffic/requireKnownEgressHosts";
import { requireKnownNamespaces } from "../../policies/traffic/requireKnownNamespaces";
import { requireSidecarScopes } from "../../policies/traffic/requireSidecarScopes";
import { restrictInboundPassthrough } from "../../policies/traffic/restrictInboundPassthrough";
import { ingress, joined, service } from "./accessObjects";
import { unknown } from "./crossguard";
import { routeOf } from "./edgeObjects";
import { networkPolicy, ruleFor, serviceEntry } from "./egressObjects";
import { chart, closedEgress, dated, istiod, meshConfigMap, namespace, sidecar } from "./objects";
import { judges } from "./tables";

const released = (meshConfig: unknown) => chart("istiod", { meshConfig });

judges(restrictInboundPassthrough, {
    accepts: [
        ["the loopback only", meshConfigMap({ inboundTrafficPolicy: { mode: "LOCALHOST" } })],
        ["the default", meshConfigMap({})],
    ],
    refuses: [
        [
            "everything",
            meshConfigMap({ inboundTrafficPolicy: { mode: "PASSTHROUGH" } }),
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.inboundTrafficPolicy.mode is "PASSTHROUGH", so ports that no Service declares are reached too; set it to LOCALHOST',
            ],
        ],
        [
            "a mode that is not known",
            released({ inboundTrafficPolicy: unknown }),
            [
                "advisory: Release istio-system/istiod: values.meshConfig.inboundTrafficPolicy is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const core = namespace("core", { "istio.io/rev": "stable" });
const closed = meshConfigMap(closedEgress);
judges(requireEgressNetworkPolicies, {
    accepts: [
        [
            "egress closed for every pod",
            [closed, core, networkPolicy({ policyTypes: ["Ingress", "Egress"] })],
        ],
        ["egress by its rules", [closed, core, networkPolicy({ egress: [] })]],
        [
            "a mesh that is open anyway",
            [meshConfigMap({}), core, networkPolicy({ policyTypes: ["Ingress"] })],
        ],
        [
            "a namespace outside the mesh",
            [closed, namespace("core", {}), networkPolicy({ policyTypes: ["Ingress"] })],
        ],
        ["a namespace without any, of which another rule speaks", [closed, core]],
        ["types that are not known", [closed, core, networkPolicy({ policyTypes: unknown })]],
    ],
    refuses: [
        [
            "ingress only",
            [closed, core, networkPolicy({ policyTypes: ["Ingress"] })],
            [
                'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and one without a working sidecar reaches any host; add policyTypes: [Egress] to a NetworkPolicy for every pod of core',
            ],
        ],
        [
            "egress of some pods",
            [
                closed,
                core,
                networkPolicy({ podSelector: { matchLabels: { a: "b" } }, policyTypes: ["Egress"] }),
            ],
            [
                'mandatory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and one without a working sidecar reaches any host; add policyTypes: [Egress] to a NetworkPolicy for every pod of core',
            ],
        ],
        [
            "a label that is not known",
            [
                closed,
                namespace("core", { "istio.io/rev": unknown }),
                networkPolicy({ policyTypes: ["Ingress"] }),
            ],
            [
                'mandatory: Namespace core: metadata.labels["istio.io/rev"] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource\'s output',
            ],
        ],
    ],
});

judges(requireExportScopes, {
    accepts: [
        ["what says who sees it", [serviceEntry({}), ruleFor({}), routeOf({ exportTo: ["users"] })]],
        [
            "what leaves it to a narrow mesh",
            [
                serviceEntry({ exportTo: undefined }),
                ruleFor({ exportTo: [] }),
                meshConfigMap({ defaultServiceExportTo: ["."], defaultDestinationRuleExportTo: ["."] }),
            ],
        ],
        ["what stands in the root namespace", serviceEntry({ exportTo: undefined }, "a", "istio-system")],
        ["a route for gateways alone", routeOf({ hosts: ["a"], gateways: ["edge", "istio-ingress/main"] })],
    ],
    refuses: [
        [
            "a route for gateways and sidecars",
            routeOf({ hosts: ["a"], gateways: ["edge", "mesh"] }),
            [
                'advisory: VirtualService core/orders: spec.exportTo is not set, so every namespace of the mesh sees it, and its sidecars carry it; set it to ["."] or to the namespaces that call it',
            ],
        ],
        [
            "a ServiceEntry for all",
            serviceEntry({ exportTo: undefined }),
            [
                'mandatory: ServiceEntry core/partner: spec.exportTo is not set, so every namespace of the mesh sees it, and its sidecars carry it; set it to ["."] or to the namespaces that call it',
            ],
        ],
        [
            "a ServiceEntry for all, in words",
            serviceEntry({ exportTo: [".", "*"] }),
            [
                'mandatory: ServiceEntry core/partner: spec.exportTo[1] is "*", so every namespace of the mesh sees it, and its sidecars carry it; set it to ["."] or to the namespaces that call it',
            ],
        ],
        [
            "a route and a rule for all",
            [routeOf({ hosts: ["a"] }), ruleFor({ exportTo: undefined })],
            [
                'advisory: VirtualService core/orders: spec.exportTo is not set, so every namespace of the mesh sees it, and its sidecars carry it; set it to ["."] or to the namespaces that call it',
                'advisory: DestinationRule core/orders: spec.exportTo is not set, so every namespace of the mesh sees it, and its sidecars carry it; set it to ["."] or to the namespaces that call it',
            ],
        ],
        [
            "a mesh whose default is all",
            [serviceEntry({ exportTo: [] }), meshConfigMap({ defaultServiceExportTo: ["*"] })],
            [
                'mandatory: ServiceEntry core/partner: spec.exportTo is [], so every namespace of the mesh sees it, and its sidecars carry it; set it to ["."] or to the namespaces that call it',
            ],
        ],
        [
            "exports that are not known",
            serviceEntry({ exportTo: [unknown] }),
            [
                "mandatory: ServiceEntry core/partner: spec.exportTo[0] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const narrow = sidecar({ egress: [{ hosts: ["./*"] }] });
judges(requireSidecarScopes, {
    accepts: [
        ["a Sidecar for the namespace", [istiod(), core, joined(), narrow]],
        [
            "a Sidecar for the mesh",
            [
                istiod(),
                core,
                joined(),
                sidecar({ egress: [{ hosts: ["./*"] }] }, { namespace: "istio-system" }),
            ],
        ],
        [
            "a namespace of gateways",
            [istiod(), namespace("istio-ingress", { "istio.io/rev": "a" }), ingress()],
        ],
        ["pods of another stack", [istiod(), core]],
        ["everything in a dated stage", sidecar({ egress: [{ hosts: ["*/*"] }] }, dated("audit"))],
    ],
    refuses: [
        [
            "a namespace without",
            [istiod(), core, joined()],
            [
                'advisory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and each of their proxies carries all of it; create a Sidecar without selector in core',
            ],
        ],
        [
            "a Sidecar of one workload",
            [istiod(), core, joined(), sidecar({ workloadSelector: { labels: { app: "orders" } } })],
            [
                'advisory: Namespace core: metadata.labels["istio.io/rev"] is "stable", so its pods are in the mesh, and each of their proxies carries all of it; create a Sidecar without selector in core',
            ],
        ],
        [
            "everything",
            sidecar({ egress: [{ hosts: ["*/*"] }] }),
            [
                'advisory: Sidecar core/default: spec.egress[0].hosts[0] is "*/*", which takes in the whole mesh; name namespaces and hosts, such as "./*"',
            ],
        ],
        [
            "a policy without mode",
            sidecar({ outboundTrafficPolicy: {} }),
            [
                "advisory: Sidecar core/default: spec.outboundTrafficPolicy.mode is not set, which reads as REGISTRY_ONLY here and as the mesh's own elsewhere; write the mode",
            ],
        ],
        [
            "hosts that are not known",
            sidecar({ egress: [{ hosts: [unknown] }] }),
            [
                "advisory: Sidecar core/default: spec.egress[0].hosts[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a label that is not known",
            [istiod(), namespace("core", { "istio.io/rev": unknown }), joined()],
            [
                'advisory: Namespace core: metadata.labels["istio.io/rev"] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created',
            ],
        ],
    ],
});

const declared = [namespace("core", {}), namespace("users", {})];
judges(requireKnownNamespaces, {
    accepts: [
        [
            "namespaces that are declared",
            [
                serviceEntry({ exportTo: [".", "users"] }),
                sidecar({ egress: [{ hosts: ["users/*", "~/*", "./*", "istio-system/*"] }] }),
                ...declared,
            ],
        ],
        ["a stack with one namespace", [serviceEntry({ exportTo: ["other"] }), namespace("core", {})]],
        [
            "what is not known",
            [serviceEntry({ exportTo: unknown }), sidecar({ egress: unknown }), ...declared],
        ],
    ],
    refuses: [
        [
            "a namespace that is not there",
            [serviceEntry({ exportTo: ["user"] }), ...declared],
            [
                'advisory: ServiceEntry core/partner: spec.exportTo[0] is "user", and this stack declares namespaces, but no user; correct the name, or declare it',
            ],
        ],
        [
            "hosts of a namespace that is not there",
            [sidecar({ egress: [{ hosts: ["user/*"] }] }), ...declared],
            [
                'advisory: Sidecar core/default: spec.egress[0].hosts[0] is "user/*", and this stack declares namespaces, but no user; correct the name, or declare it',
            ],
        ],
    ],
});

const egress = (host: unknown) => sidecar({ egress: [{ hosts: [host] }] });
judges(requireKnownEgressHosts, {
    accepts: [
        [
            "a Service that its namespace has a rule for",
            [
                egress("core/order.core.svc.cluster.local"),
                service([{ port: 80 }]),
                ruleFor({ host: "order" }),
            ],
        ],
        ["a Service", [egress("core/orders.core.svc.cluster.local"), service([{ port: 80 }])]],
        ["a ServiceEntry", [egress("*/partner.example.com"), serviceEntry({})]],
        ["many", [egress("./*"), service([{ port: 80 }])]],
        ["hosts of another stack", egress("core/orders.core.svc.cluster.local")],
        [
            "what is not known",
            [
                egress(unknown),
                service([{ port: 80 }]),
                serviceEntry({ hosts: [unknown] }),
                egress("./a.example.com"),
            ],
        ],
    ],
    refuses: [
        [
            "a Service that is not there",
            [egress("core/order.core.svc.cluster.local"), service([{ port: 80 }])],
            [
                'advisory: Sidecar core/default: spec.egress[0].hosts[0] is "core/order.core.svc.cluster.local", which no Service or ServiceEntry of this stack has; correct it, or declare the host',
            ],
        ],
        [
            "a host that nothing declares",
            [egress("./partner.example.org"), serviceEntry({})],
            [
                'advisory: Sidecar core/default: spec.egress[0].hosts[0] is "./partner.example.org", which no Service or ServiceEntry of this stack has; correct it, or declare the host',
            ],
        ],
    ],
});
