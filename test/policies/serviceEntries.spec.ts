import { disallowConflictingEntries } from "../../policies/traffic/disallowConflictingEntries";
import { disallowForeignHosts } from "../../policies/traffic/disallowForeignHosts";
import { requireEntryAddresses } from "../../policies/traffic/requireEntryAddresses";
import { requireValidEntries } from "../../policies/traffic/requireValidEntries";
import { restrictServiceEntryHosts } from "../../policies/traffic/restrictServiceEntryHosts";
import { service } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { routeOf } from "./edgeObjects";
import { ruleFor, serviceEntry } from "./egressObjects";
import { meshConfigMap, namespace, release } from "./objects";
import { judges } from "./tables";

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
            "a rule that says nothing of where it goes",
            { ...ruleFor({ host: taken, exportTo: ["*"] }), metadata: { name: "a" } },
        ],
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
                'mandatory: ServiceEntry core/partner: spec.ports[0].protocol is "TLS", which ServiceEntry users/b says is HTTP; give both the same',
                'mandatory: ServiceEntry users/b: spec.ports[0].protocol is "HTTP", which ServiceEntry core/partner says is TLS; give both the same',
            ],
        ],
        [
            "a port twice",
            [serviceEntry({}), serviceEntry({}, "b")],
            [
                'advisory: ServiceEntry core/partner: spec.hosts[0] is "partner.example.com", which ServiceEntry core/b has on this port too; declare the host once',
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
const captured = meshConfigMap({
    defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: "true" } },
});
judges(requireEntryAddresses, {
    accepts: [
        ["proxies that use istiod's", [tcp, captured]],
        ["ambient pods", [tcp, namespace("core", { "istio.io/dataplane-mode": "ambient" })]],
        [
            "what is derived, which goes with proxies that capture DNS",
            {
                ...tcp,
                metadata: {
                    name: "a",
                    namespace: "core",
                    labels: { "app.kubernetes.io/managed-by": "meshwright" },
                },
            },
        ],
        ["one that istiod has given", { ...tcp, status: { addresses: [{ value: "240.240.0.1" }] } }],
        ["an address", [{ ...tcp, spec: { ...(tcp["spec"] as Props), addresses: ["192.0.2.7"] } }, off]],
        ["a port that tells hosts apart", [serviceEntry({}), off]],
        ["ports that are not known", [serviceEntry({ ports: [unknown] }), off]],
    ],
    refuses: [
        [
            "none, and no DNS capture, as Istio comes",
            tcp,
            [
                "advisory: ServiceEntry core/partner: spec.addresses is not set, and proxies use none of istiod's without DNS capture, so its TCP port takes the calls to every address; give it an address",
            ],
        ],
        [
            "none",
            [tcp, off, captured],
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
    ],
    refuses: [
        [
            "what is not known",
            serviceEntry({
                resolution: "STATIC",
                endpoints: unknown,
                ports: [{ number: unknown, name: unknown }],
            }),
            [
                `advisory: ServiceEntry core/partner:${["spec.ports[0].number", "spec.endpoints"]
                    .map(
                        (field) =>
                            `\n  - ${field} is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created`,
                    )
                    .join("")}`,
            ],
        ],
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
