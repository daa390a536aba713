import { requireTlsOrigination } from "../../policies/traffic/requireTlsOrigination";
import { restrictExternalServices } from "../../policies/traffic/restrictExternalServices";
import { restrictMirrors } from "../../policies/traffic/restrictMirrors";
import { service } from "./accessObjects";
import { unknown } from "./crossguard";
import { routeOf } from "./edgeObjects";
import { serviceEntry, withTls } from "./egressObjects";
import { namespace } from "./objects";
import { judges } from "./tables";

const core = namespace("core", { "istio.io/rev": "stable" });
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
            "plain HTTP to a neighbour in the pod",
            serviceEntry({
                ports: [{ number: 80, protocol: "HTTP" }],
                resolution: "STATIC",
                endpoints: [{ address: "127.0.0.1" }, { address: "unix:///run/authz.sock" }],
            }),
        ],
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
            "plain HTTP to one address of two that is elsewhere",
            serviceEntry({
                ports: [{ number: 80, protocol: "HTTP" }],
                resolution: "STATIC",
                endpoints: [{ address: "127.0.0.1" }, { address: "192.0.2.7" }],
            }),
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
