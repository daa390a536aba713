import { disallowConflictingEntries } from "../../policies/traffic/disallowConflictingEntries";
import { disallowForeignHosts } from "../../policies/traffic/disallowForeignHosts";
import { requireEgressNetworkPolicies } from "../../policies/traffic/requireEgressNetworkPolicies";
import { requireEntryAddresses } from "../../policies/traffic/requireEntryAddresses";
import { requireExportScopes } from "../../policies/traffic/requireExportScopes";
import { requireKnownEgressHosts } from "../../policies/traffic/requireKnownEgressHosts";
import { requireKnownNamespaces } from "../../policies/traffic/requireKnownNamespaces";
import { requireSidecarScopes } from "../../policies/traffic/requireSidecarScopes";
import { requireTlsOrigination } from "../../policies/traffic/requireTlsOrigination";
import { requireValidEntries } from "../../policies/traffic/requireValidEntries";
import { restrictExternalServices } from "../../policies/traffic/restrictExternalServices";
import { restrictInboundPassthrough } from "../../policies/traffic/restrictInboundPassthrough";
import { restrictMirrors } from "../../policies/traffic/restrictMirrors";
import { restrictServiceEntryHosts } from "../../policies/traffic/restrictServiceEntryHosts";
import { ingress, joined, service } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { routeOf } from "./edgeObjects";
import { networkPolicy, ruleFor, serviceEntry, withTls } from "./egressObjects";
import { closedEgress, dated, istiod, meshConfigMap, namespace, release, sidecar } from "./objects";
import { judges } from "./tables";

const released = (meshConfig: unknown): Props => ({
    ...release("istiod", { meshConfig }),
    apiVersion: "helm.sh/v3",
    kind: "Release",
});

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

judges(restrictServiceEntryHosts, {
    accepts: [
        ["a host", serviceEntry({})],
        ["hosts below one domain", serviceEntry({ hosts: ["*.example.com"], resolution: "STATIC" })],
        [
            "a name of the mesh",
            serviceEntry({ hosts: ["db.core.svc.cluster.local"], location: "MESH_INTERNAL" }),
        ],
        [
            "a virtual machine",
            serviceEntry({
                location: "MESH_INTERNAL",
                resolution: "STATIC",
                workloadSelector: { labels: { app: "vm" } },
            }),
        ],
        ["addresses as they are", serviceEntry({ resolution: "NONE", addresses: ["192.0.2.0/24"] })],
    ],
    refuses: [
        [
            "every host",
            serviceEntry({ hosts: ["*"], resolution: "STATIC" }),
            [
                'mandatory: ServiceEntry core/partner: spec.hosts[0] is "*", so every host of the internet is open; name the hosts',
            ],
        ],
        [
            "a whole domain of the internet",
            serviceEntry({ hosts: ["*.com"], resolution: "STATIC" }),
            [
                'mandatory: ServiceEntry core/partner: spec.hosts[0] is "*.com", so every host of a whole domain of the internet is open; name the hosts',
            ],
        ],
        [
            "whatever the Host header says",
            serviceEntry({ resolution: "DYNAMIC_DNS" }),
            [
                'advisory: ServiceEntry core/partner: spec.resolution is "DYNAMIC_DNS", so the caller\'s Host header decides which address is called; name the hosts, with resolution DNS',
            ],
        ],
        [
            "any address under a name",
            serviceEntry({ hosts: ["*.example.com"], resolution: "NONE" }),
            [
                'advisory: ServiceEntry core/partner: spec.resolution is "NONE", so any address may be called under this name: the caller resolves it itself; name the hosts, with resolution DNS',
            ],
        ],
        [
            "the outside as part of the mesh",
            serviceEntry({ location: "MESH_INTERNAL" }),
            [
                'advisory: ServiceEntry core/partner: spec.location is "MESH_INTERNAL", so sidecars ask the outside for mutual TLS of this mesh; set it to MESH_EXTERNAL',
            ],
        ],
        [
            "hosts that are not known",
            serviceEntry({ hosts: [unknown] }),
            [
                "advisory: ServiceEntry core/partner: spec.hosts[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a resolution that is not known",
            serviceEntry({ resolution: unknown }),
            [
                "advisory: ServiceEntry core/partner: spec.resolution is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const taken = "payments.bank.svc.cluster.local";
judges(disallowForeignHosts, {
    accepts: [
        ["a host of its own", [serviceEntry({}), ruleFor({})]],
        ["a route of its own callers", routeOf({ hosts: [taken], exportTo: ["."] })],
        ["a route at a gateway", routeOf({ hosts: [taken], gateways: ["edge"] })],
        ["a rule in the root namespace", ruleFor({ host: taken, exportTo: ["*"] }, "a", "istio-system")],
        [
            "one host for two namespaces apart",
            [serviceEntry({}), serviceEntry({ exportTo: ["users"] }, "partner", "users")],
        ],
        ["exports that are not known", routeOf({ hosts: [taken], exportTo: [unknown] })],
        [
            "hosts that are not known",
            [serviceEntry({ hosts: unknown }), routeOf({ hosts: unknown }), ruleFor({ host: unknown })],
        ],
    ],
    refuses: [
        [
            "a Service of another namespace",
            serviceEntry({ hosts: [taken] }),
            [
                'mandatory: ServiceEntry core/partner: spec.hosts[0] is "payments.bank.svc.cluster.local", a Service of bank, whose calls it would take; take it away, or give it a name of its own',
            ],
        ],
        [
            "a Service that is there",
            [serviceEntry({ hosts: ["orders.core.svc.cluster.local"] }), service([{ port: 80 }])],
            [
                'advisory: ServiceEntry core/partner: spec.hosts[0] is "orders.core.svc.cluster.local", a Service that is there already, whose endpoints are hidden by it; take it away, or give it a name of its own',
            ],
        ],
        [
            "a host that another namespace declares",
            [serviceEntry({ exportTo: ["*"] }), serviceEntry({}, "partner", "users")],
            [
                'mandatory: ServiceEntry users/partner: spec.hosts[0] is "partner.example.com", which ServiceEntry core/partner declares for the same callers, and either may win; leave it to one namespace, or export them to different ones',
            ],
        ],
        [
            "a route for the callers of another",
            routeOf({ hosts: [taken] }),
            [
                'mandatory: VirtualService core/orders: spec.hosts[0] is "payments.bank.svc.cluster.local", a Service of bank, and it is exported, so it rules over callers elsewhere; move it to bank, or set exportTo: ["."]',
            ],
        ],
        [
            "a rule for the callers of another",
            ruleFor({ host: taken, exportTo: [".", "users"] }),
            [
                'mandatory: DestinationRule core/orders: spec.host is "payments.bank.svc.cluster.local", a Service of bank, and it is exported, so it rules over callers elsewhere; move it to bank, or set exportTo: ["."]',
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
    ],
    refuses: [
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

judges(restrictExternalServices, {
    accepts: [
        ["a Service", [service([{ port: 80 }]), core]],
        [
            "a name outside, out of the mesh",
            [service([], { type: "ExternalName", externalName: "a.example.com" }), namespace("core", {})],
        ],
    ],
    refuses: [
        [
            "addresses of others",
            service([{ port: 80 }], { externalIPs: ["203.0.113.7"] }),
            [
                'advisory: Service core/orders: spec.externalIPs[0] is "203.0.113.7", so calls of the whole cluster to that address come here; remove externalIPs',
            ],
        ],
        [
            "a name outside",
            [service([], { type: "ExternalName", externalName: "a.example.com" }), core],
            [
                'advisory: Service core/orders: spec.externalName is "a.example.com", for which the mesh has no policy, port or TLS of its own; declare a ServiceEntry',
            ],
        ],
        [
            "what is not known",
            [service([], { type: "ExternalName", externalName: unknown, externalIPs: unknown }), core],
            [
                "advisory: Service core/orders:\n  - spec.externalIPs is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.externalName is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const plain = serviceEntry({ ports: [{ number: 443, name: "http", protocol: "HTTP" }] });
const originated = withTls({ mode: "SIMPLE" }, { host: "partner.example.com" });
judges(requireTlsOrigination, {
    accepts: [
        ["TLS by the application", serviceEntry({})],
        ["TLS by the sidecar", [plain, originated]],
        ["TLS for all hosts of a domain", [plain, withTls({ mode: unknown }, { host: "*.example.com" })]],
        [
            "plain HTTP in the mesh",
            serviceEntry({ location: "MESH_INTERNAL", ports: [{ number: 80, protocol: "HTTP" }] }),
        ],
    ],
    refuses: [
        [
            "plain HTTP",
            plain,
            [
                'advisory: ServiceEntry core/partner: spec.ports[0].protocol is "HTTP", and no DestinationRule of this stack encrypts it, so it leaves the cluster readable; add a DestinationRule with tls.mode SIMPLE, or declare it as TLS',
            ],
        ],
        [
            "TLS for another host",
            [plain, withTls({ mode: "SIMPLE" }, { host: "other.example.com" })],
            [
                'advisory: ServiceEntry core/partner: spec.ports[0].protocol is "HTTP", and no DestinationRule of this stack encrypts it, so it leaves the cluster readable; add a DestinationRule with tls.mode SIMPLE, or declare it as TLS',
            ],
        ],
        [
            "a protocol that is not known",
            serviceEntry({ ports: [{ number: 443, protocol: unknown }] }),
            [
                "advisory: ServiceEntry core/partner: spec.ports[0].protocol is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const mirrored = (spec: object) => routeOf({ hosts: ["orders"], http: [spec] });
judges(restrictMirrors, {
    accepts: [
        ["its own namespace", mirrored({ mirror: { host: "shadow" } })],
        ["no copies", mirrored({ route: [] })],
    ],
    refuses: [
        [
            "another namespace",
            mirrored({ mirror: { host: "shadow.users.svc.cluster.local" } }),
            [
                'advisory: VirtualService core/orders: spec.http[0].mirror.host is "shadow.users.svc.cluster.local", in users, whose pods read requests that are not for them; mirror to a Service of core',
            ],
        ],
        [
            "the outside",
            mirrored({ mirrors: [{ destination: { host: "shadow.example.com" } }] }),
            [
                'advisory: VirtualService core/orders: spec.http[0].mirrors[0].destination.host is "shadow.example.com", outside the mesh, so copies of requests leave it; mirror to a Service of its own',
            ],
        ],
        [
            "a host that is not known",
            mirrored({ mirror: unknown }),
            [
                "advisory: VirtualService core/orders: spec.http[0].mirror is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
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

judges(disallowConflictingEntries, {
    accepts: [
        [
            "two ports of a host",
            [serviceEntry({}), serviceEntry({ ports: [{ number: 80, protocol: "HTTP" }] }, "b")],
        ],
        [
            "two namespaces apart",
            [
                serviceEntry({}),
                serviceEntry({ exportTo: ["users"], ports: [{ number: 443, protocol: "HTTP" }] }, "b"),
            ],
        ],
        [
            "what is not known",
            [
                serviceEntry({}),
                serviceEntry({ ports: [{ number: 443, protocol: unknown }] }, "b"),
                serviceEntry({ hosts: unknown, ports: unknown }, "c"),
            ],
        ],
    ],
    refuses: [
        [
            "two protocols",
            [
                serviceEntry({}),
                serviceEntry({ exportTo: ["*"], ports: [{ number: 443, protocol: "HTTP" }] }, "b", "users"),
            ],
            [
                'mandatory: ServiceEntry users/b: spec.ports[0].protocol is "HTTP", which ServiceEntry core/partner says is TLS; give both the same',
            ],
        ],
        [
            "a port twice",
            [serviceEntry({}), serviceEntry({}, "b")],
            [
                'advisory: ServiceEntry core/b: spec.hosts[0] is "partner.example.com", which ServiceEntry core/partner has on this port too; declare the host once',
            ],
        ],
    ],
});

const tcp = serviceEntry({ ports: [{ number: 5432, protocol: "TCP" }] });
const off = {
    ...release("istiod", { pilot: { env: { PILOT_ENABLE_IP_AUTOALLOCATE: "false" } } }),
    apiVersion: "helm.sh/v3",
    kind: "Release",
};
judges(requireEntryAddresses, {
    accepts: [
        ["an istiod that gives them out", tcp],
        ["an address", [{ ...tcp, spec: { ...(tcp["spec"] as Props), addresses: ["192.0.2.7"] } }, off]],
        ["a port that tells hosts apart", [serviceEntry({}), off]],
        ["ports that are not known", [serviceEntry({ ports: [unknown] }), off]],
    ],
    refuses: [
        [
            "none",
            [tcp, off],
            [
                "advisory: ServiceEntry core/partner: spec.addresses is not set, and PILOT_ENABLE_IP_AUTOALLOCATE is off, so its TCP port takes the calls to every address; give it an address",
            ],
        ],
        [
            "none, for proxies that get none",
            [
                tcp,
                meshConfigMap({
                    defaultConfig: { proxyMetadata: { PILOT_ENABLE_IP_AUTOALLOCATE: "false" } },
                }),
            ],
            [
                "advisory: ServiceEntry core/partner: spec.addresses is not set, and PILOT_ENABLE_IP_AUTOALLOCATE is off, so its TCP port takes the calls to every address; give it an address",
            ],
        ],
    ],
});

const egress = (host: unknown) => sidecar({ egress: [{ hosts: [host] }] });
judges(requireKnownEgressHosts, {
    accepts: [
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

judges(requireValidEntries, {
    accepts: [
        ["a host", serviceEntry({})],
        [
            "addresses",
            serviceEntry({
                resolution: "STATIC",
                endpoints: [{ address: "192.0.2.1" }, { address: "unix:///a" }],
            }),
        ],
        ["pods", serviceEntry({ resolution: "STATIC", workloadSelector: { labels: { a: "b" } } })],
        [
            "what is not known",
            serviceEntry({
                resolution: "STATIC",
                endpoints: unknown,
                ports: [{ number: unknown, name: unknown }],
            }),
        ],
    ],
    refuses: [
        [
            "endpoints without resolution",
            serviceEntry({ resolution: "NONE", endpoints: [{ address: "192.0.2.1" }] }),
            [
                'mandatory: ServiceEntry core/partner: spec.endpoints is [{"address":"192.0.2.1"}], which resolution NONE does not take; set STATIC or DNS',
            ],
        ],
        [
            "STATIC without addresses",
            serviceEntry({ resolution: "STATIC" }),
            [
                "mandatory: ServiceEntry core/partner: spec.endpoints is not set, and STATIC needs addresses; give endpoints, or set DNS",
            ],
        ],
        [
            "STATIC by name",
            serviceEntry({ resolution: "STATIC", endpoints: [{ address: "a.example.com" }] }),
            [
                'mandatory: ServiceEntry core/partner: spec.endpoints[0].address is "a.example.com", a name, and STATIC takes addresses; set resolution DNS',
            ],
        ],
        [
            "a wildcard to resolve",
            serviceEntry({ hosts: ["*.example.com"] }),
            [
                'mandatory: ServiceEntry core/partner: spec.hosts[0] is "*.example.com", which nothing can resolve; name the hosts, or give endpoints',
            ],
        ],
        [
            "two kinds of endpoints",
            serviceEntry({
                endpoints: [{ address: "a.example.com" }],
                workloadSelector: { labels: { a: "b" } },
            }),
            [
                'mandatory: ServiceEntry core/partner: spec.workloadSelector is {"labels":{"a":"b"}}, beside endpoints, and only one may be there; remove one',
            ],
        ],
        [
            "ports that clash",
            serviceEntry({
                ports: [
                    { number: 1, name: "a", protocol: "TCP" },
                    { number: 1, name: "a", protocol: "ICMP" },
                ],
            }),
            [
                'mandatory: ServiceEntry core/partner:\n  - spec.ports[1].protocol is "ICMP", which is no protocol; use one of HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP, TLS, REDIS, MYSQL, UDP\n  - spec.ports[1].number is 1, which another port has too; leave it to one of them\n  - spec.ports[1].name is "a", which another port has too; rename one of them',
            ],
        ],
        [
            "what is not known",
            serviceEntry({ resolution: unknown, ports: [{ number: 1, protocol: unknown }] }),
            [
                "advisory: ServiceEntry core/partner:\n  - spec.ports[0].protocol is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.resolution is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
