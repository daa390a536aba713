import { requireDestinationPorts } from "../../policies/traffic/requireDestinationPorts";
import { requireGatewayHosts } from "../../policies/traffic/requireGatewayHosts";
import { requireKnownDestinations } from "../../policies/traffic/requireKnownDestinations";
import { requireKnownGateways } from "../../policies/traffic/requireKnownGateways";
import { requireKnownSubsets } from "../../policies/traffic/requireKnownSubsets";
import { type Props, unknown } from "./crossguard";
import { namespace, service, virtualService } from "./objects";
import { judges } from "./tables";

const to = (host: unknown, more: object = {}) => ({ destination: { host, ...more } });
const route = (http: object, spec: object = {}, metadata: Props = {}) =>
    virtualService({ hosts: ["orders"], http: [{ route: [to("orders")], ...http }], ...spec }, metadata);
const routes = (...http: object[]) => virtualService({ hosts: ["orders"], http });
const orders = service("orders", [{ name: "http", port: 80 }]);
const entry = (hosts: unknown, spec: object = {}, home = "core"): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "ServiceEntry",
    metadata: { name: "outside", namespace: home },
    spec: { hosts, ports: [{ number: 443, name: "tls", protocol: "TLS" }], ...spec },
});
const rule = (subsets: unknown, spec: object = {}): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { name: "orders", namespace: "core" },
    spec: { host: "orders", subsets, ...spec },
});
const gateway = (hosts: unknown, home = "core"): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "Gateway",
    metadata: { name: "public", namespace: home },
    spec: { selector: { istio: "ingressgateway" }, servers: [{ port: { number: 443 }, hosts }] },
});
const at = (gateways: unknown, hosts: unknown = ["shop.example"]) => route({}, { gateways, hosts });
const ported = (ports: readonly object[], more: Props = {}) => service("orders", ports, "core", more);

judges(requireKnownDestinations, {
    accepts: [
        [
            "Services and entries that are there, also by wildcard",
            [
                orders,
                entry(["pay.example", "*.eu.example"]),
                route({}),
                routes({
                    route: [to("orders.core.svc.cluster.local"), to("pay.example"), to("a.eu.example")],
                }),
            ],
        ],
        [
            "what another stack may have",
            [orders, routes({ route: [to("other.elsewhere.svc.cluster.local"), to("pay.example")] })],
        ],
        [
            "an entry for those who read the route",
            [
                entry(["pay.example"], { exportTo: ["edge"] }, "egress"),
                virtualService({
                    hosts: ["pay.example"],
                    exportTo: ["edge"],
                    tls: [{ route: [to("pay.example")] }],
                }),
            ],
        ],
    ],
    refuses: [
        [
            "a host that is not known",
            [orders, routes({ route: [to(unknown)] })],
            [
                "advisory: VirtualService core/orders: spec.http[0].route[0].destination.host is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a name that no Service has",
            [orders, routes({ route: [to("order")], mirror: { host: "copies" } })],
            [
                'mandatory: VirtualService core/orders:\n  - spec.http[0].route[0].destination.host is "order", and core has no Service order, so requests are answered 503; correct it, or declare what it names\n  - spec.http[0].mirror.host is "copies", and core has no Service copies, so requests are answered 503; correct it, or declare what it names',
            ],
        ],
        [
            "a host that no entry has",
            [entry(["pay.example"]), routes({ route: [to("paid.example")] })],
            [
                'mandatory: VirtualService core/orders: spec.http[0].route[0].destination.host is "paid.example", which no Service and no ServiceEntry of the stack has, so requests are answered 503; correct it, or declare what it names',
            ],
        ],
        [
            "a host for others alone",
            [
                entry(["pay.example"], { exportTo: ["."] }, "elsewhere"),
                {
                    ...orders,
                    metadata: {
                        name: "orders",
                        namespace: "shop",
                        annotations: { "networking.istio.io/exportTo": "edge,." },
                    },
                },
                routes({ route: [to("pay.example"), to("orders.shop.svc.cluster.local")] }),
            ],
            [
                'mandatory: VirtualService core/orders:\n  - spec.http[0].route[0].destination.host is "pay.example", which ServiceEntry elsewhere/outside does not export to core, so requests are answered 503; correct it, or declare what it names\n  - spec.http[0].route[1].destination.host is "orders.shop.svc.cluster.local", which Service shop/orders does not export to core, so requests are answered 503; correct it, or declare what it names',
            ],
        ],
    ],
});

judges(requireKnownSubsets, {
    accepts: [
        [
            "subsets that are there, or may be",
            [
                rule([{ name: "v1" }]),
                routes({ route: [to("orders", { subset: "v1" }), to("other", { subset: "v1" })] }),
            ],
        ],
        [
            "subsets that are not known yet",
            [rule([{ name: unknown }]), routes({ route: [to("orders", { subset: "v1" })] })],
        ],
    ],
    refuses: [
        [
            "a subset that no rule has",
            [
                rule([{ name: "v1" }]),
                routes({
                    route: [to("orders.core.svc.cluster.local", { subset: "v2" })],
                    mirrors: [to("orders", { subset: "v3" })],
                }),
            ],
            [
                'mandatory: VirtualService core/orders:\n  - spec.http[0].route[0].destination.subset is "v2", which no DestinationRule for orders.core.svc.cluster.local has, so requests are answered 503; add it there, or correct its name\n  - spec.http[0].mirrors[0].destination.subset is "v3", which no DestinationRule for orders.core.svc.cluster.local has, so requests are answered 503; add it there, or correct its name',
            ],
        ],
    ],
});

judges(requireDestinationPorts, {
    accepts: [
        [
            "the only port, and a port that is there",
            [
                orders,
                route({}),
                routes({
                    route: [to("orders", { port: { number: 80 } })],
                }),
            ],
        ],
    ],
    refuses: [
        [
            "a port that is not known",
            [orders, routes({ route: [to("orders", { port: { number: unknown } })] })],
            [
                "advisory: VirtualService core/orders: spec.http[0].route[0].destination.port.number is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a port that is not there",
            [
                orders,
                entry(["pay.example"]),
                routes({
                    route: [
                        to("orders", { port: { number: 8080 } }),
                        to("pay.example", { port: { number: 80 } }),
                    ],
                }),
            ],
            [
                "mandatory: VirtualService core/orders:\n  - spec.http[0].route[0].destination.port.number is 8080, which its host does not have (80), so requests are answered 503; name one of them\n  - spec.http[0].route[1].destination.port.number is 80, which its host does not have (443), so requests are answered 503; name one of them",
            ],
        ],
        [
            "one of several",
            [ported([{ port: 80 }, { port: 81 }]), route({})],
            [
                "mandatory: VirtualService core/orders: spec.http[0].route[0].destination.port.number is not set, while its host has the ports 80, 81, so the proxy does not know which is meant; name one of them",
            ],
        ],
    ],
});

judges(requireKnownGateways, {
    accepts: [
        [
            "a gateway that is there, the mesh, and one of another stack",
            [gateway(["*"]), at(["public", "core/public", "mesh", "infra/public"])],
        ],
    ],
    refuses: [
        [
            "a gateway that is not known",
            [gateway(["*"]), at([unknown])],
            [
                "advisory: VirtualService core/orders: spec.gateways[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "a gateway that is not there",
            [
                gateway(["*"]),
                at(["publik"]),
                namespace("infra", {}),
                { ...at(["infra/public"]), metadata: { name: "b", namespace: "core" } },
            ],
            [
                'mandatory: VirtualService core/orders: spec.gateways[0] is "publik", and core has no Gateway publik, so nothing serves these routes; correct it, or declare the Gateway',
                'mandatory: VirtualService core/b: spec.gateways[0] is "infra/public", and infra has no Gateway public, so nothing serves these routes; correct it, or declare the Gateway',
            ],
        ],
        [
            "a gateway of a match that is not there",
            [
                gateway(["*"]),
                virtualService({
                    hosts: ["a"],
                    gateways: ["public"],
                    http: [{ match: [{ gateways: ["public"] }, { gateways: ["core/publik"] }] }],
                }),
            ],
            [
                'mandatory: VirtualService core/orders: spec.http[0].match[1].gateways[0] is "core/publik", and core has no Gateway publik, so nothing serves these routes; correct it, or declare the Gateway',
            ],
        ],
        [
            "one that istiod makes",
            at(["core/x~istio-autogenerated-k8s-gateway~y"]),
            [
                'mandatory: VirtualService core/orders: spec.gateways[0] is "core/x~istio-autogenerated-k8s-gateway~y", which istiod makes for a Gateway of the Gateway API and calls otherwise when it likes; write an HTTPRoute',
            ],
        ],
        [
            "an old way to say it",
            [gateway(["*"]), at(["public.core.svc.cluster.local"])],
            [
                'advisory: VirtualService core/orders: spec.gateways[0] is "public.core.svc.cluster.local", an old way to name a gateway; write core/public',
            ],
        ],
    ],
});

judges(requireGatewayHosts, {
    accepts: [
        [
            "hosts that are served, by wildcard or namespace",
            [
                gateway(["*.example", "./a.test"]),
                at(["public"]),
                { ...at(["core/public"], ["a.test"]), metadata: { name: "b", namespace: "core" } },
            ],
        ],
        ["hosts that are not known yet", [gateway([unknown]), at(["public"], ["a.test"])]],
    ],
    refuses: [
        [
            "a host that is not",
            [gateway(["shop.test"]), at(["public"])],
            [
                'mandatory: VirtualService core/orders: spec.hosts is ["shop.example"], of which Gateway core/public takes none from core; add one to a server of the Gateway, or correct them',
            ],
        ],
        [
            "a host of another namespace",
            [gateway(["edge/shop.example"]), at(["public"])],
            [
                'mandatory: VirtualService core/orders: spec.hosts is ["shop.example"], of which Gateway core/public takes none from core; add one to a server of the Gateway, or correct them',
            ],
        ],
    ],
});
