import type { Props } from "../../crossguard";
import { type CorpusCase, namespaceOf, of, podsOf, serviceOf } from "../corpus";

const rule = (spec: Props, name = "web"): Props =>
    of("DestinationRule", `shop/${name}`, { host: "web", ...spec });
const subset = (version: string): Props => ({ name: version, labels: { version } });
const route = (spec: Props, name = "web", home = "shop"): Props =>
    of("VirtualService", `${home}/${name}`, { hosts: ["web"], ...spec });
const to = (...destinations: Props[]): Props => ({ http: [{ route: destinations }] });
const at = (host: string, more: Props = {}): Props => ({ destination: { host, ...more } });
const entry = (name: string, spec: Props = {}): Props =>
    of("ServiceEntry", `shop/${name}`, {
        hosts: ["api.example.com"],
        ports: [{ number: 443, name: "tls", protocol: "TLS" }],
        resolution: "DNS",
        ...spec,
    });
const web = serviceOf("shop/web");
const cluster = ["shop", "bank"].map((each) => namespaceOf(each));

export const trafficCases: readonly CorpusCase[] = [
    {
        code: "KIA0005",
        on: ["DestinationRule shop/web", "ServiceEntry shop/api", "VirtualService shop/web"],
        fires: [
            ...cluster,
            rule({ exportTo: ["bnak"] }),
            entry("api", { exportTo: ["bnak"] }),
            route({ exportTo: [".", "bnak"], ...to(at("web")) }),
        ],
        quiet: [
            ...cluster,
            rule({ exportTo: ["bank"] }),
            entry("api", { exportTo: ["*"] }),
            route({ exportTo: [".", "bank"], ...to(at("web")) }),
        ],
    },
    {
        code: "KIA0201",
        on: ["DestinationRule shop/again", "DestinationRule shop/web"],
        fires: [
            rule({ subsets: [subset("v1")] }),
            rule({ host: "web.shop.svc.cluster.local", subsets: [subset("v1")] }, "again"),
        ],
        quiet: [rule({ subsets: [subset("v1")] }), rule({ host: "till", subsets: [subset("v1")] }, "again")],
    },
    {
        code: "KIA0202",
        on: "DestinationRule shop/web",
        fires: [web, rule({ host: "wep" })],
        quiet: [web, rule({ host: "web" })],
    },
    {
        code: "KIA0203",
        on: "DestinationRule shop/web",
        fires: [web, podsOf("shop/web", { version: "v1" }), rule({ subsets: [subset("v2")] })],
        quiet: [web, podsOf("shop/web", { version: "v1" }), rule({ subsets: [subset("v1")] })],
    },
    {
        code: "KIA0209",
        on: "DestinationRule shop/web",
        fires: [rule({ subsets: [{ name: "all" }] })],
        quiet: [rule({ subsets: [subset("v1")] })],
    },
    {
        code: "KIA1101",
        on: "VirtualService shop/web",
        fires: [web, route(to(at("wep")))],
        quiet: [web, route(to(at("web")))],
    },
    {
        code: "KIA1102",
        on: "VirtualService shop/web",
        fires: [
            of("Gateway", "shop/front", { servers: [] }),
            route({ gateways: ["shop/fornt"], ...to(at("web")) }),
        ],
        quiet: [
            of("Gateway", "shop/front", { servers: [] }),
            route({ gateways: ["shop/front", "mesh"], ...to(at("web")) }),
        ],
    },
    {
        code: "KIA1104",
        on: "VirtualService shop/web",
        fires: [route(to({ ...at("web"), weight: 50 }))],
        quiet: [route(to({ ...at("web"), weight: 100 }))],
    },
    {
        code: "KIA1105",
        on: "VirtualService shop/web",
        fires: [
            route(
                to(
                    { ...at("web", { subset: "v1" }), weight: 50 },
                    { ...at("web", { subset: "v1" }), weight: 50 },
                ),
            ),
            rule({ subsets: [subset("v1"), subset("v2")] }),
        ],
        quiet: [
            route(
                to(
                    { ...at("web", { subset: "v1" }), weight: 50 },
                    { ...at("web", { subset: "v2" }), weight: 50 },
                ),
            ),
            rule({ subsets: [subset("v1"), subset("v2")] }),
        ],
    },
    {
        code: "KIA1106",
        on: ["VirtualService shop/again", "VirtualService shop/web"],
        fires: [route(to(at("web"))), route(to(at("web")), "again")],
        quiet: [route(to(at("web"))), route({ hosts: ["till"], ...to(at("web")) }, "again")],
    },
    {
        code: "KIA1107",
        on: "VirtualService shop/web",
        fires: [route(to(at("web", { subset: "v2" }))), rule({ subsets: [subset("v1")] })],
        quiet: [route(to(at("web", { subset: "v1" }))), rule({ subsets: [subset("v1")] })],
    },
    {
        code: "KIA1108",
        on: "VirtualService shop/web",
        fires: [
            of("Gateway", "shop/front", { servers: [] }),
            route({ gateways: ["front.shop.svc.cluster.local"], ...to(at("web")) }),
        ],
        quiet: [
            of("Gateway", "shop/front", { servers: [] }),
            route({ gateways: ["shop/front"], ...to(at("web")) }),
        ],
    },
    {
        code: "KIA1211",
        on: ["ServiceEntry shop/again", "ServiceEntry shop/api"],
        fires: [entry("api"), entry("again")],
        quiet: [entry("api"), entry("again", { hosts: ["www.example.com"] })],
    },
    {
        code: "KIA1212",
        on: ["ServiceEntry shop/again", "ServiceEntry shop/api"],
        fires: [entry("api"), entry("again", { ports: [{ number: 443, name: "http", protocol: "HTTP" }] })],
        quiet: [entry("api"), entry("again", { ports: [{ number: 80, name: "http", protocol: "HTTP" }] })],
    },
    {
        code: "KIA1004",
        on: "Sidecar shop/default",
        fires: [
            web,
            of("Sidecar", "shop/default", { egress: [{ hosts: ["shop/wep.shop.svc.cluster.local"] }] }),
        ],
        quiet: [
            web,
            of("Sidecar", "shop/default", {
                egress: [{ hosts: ["shop/web.shop.svc.cluster.local", "./*"] }],
            }),
        ],
    },
    {
        code: "KIA1006",
        on: "Sidecar istio-system/default",
        fires: [
            of("Sidecar", "istio-system/default", {
                workloadSelector: { labels: { app: "web" } },
                egress: [{ hosts: ["./*"] }],
            }),
        ],
        quiet: [
            of("Sidecar", "istio-system/default", { egress: [{ hosts: ["./*"] }] }),
            of("Sidecar", "shop/web", {
                workloadSelector: { labels: { app: "web" } },
                egress: [{ hosts: ["./*"] }],
            }),
        ],
    },
    {
        code: "KIA1007",
        on: "Sidecar shop/default",
        fires: [of("Sidecar", "shop/default", { egress: [{ hosts: ["./*"] }], outboundTrafficPolicy: {} })],
        quiet: [
            of("Sidecar", "shop/default", {
                egress: [{ hosts: ["./*"] }],
                outboundTrafficPolicy: { mode: "REGISTRY_ONLY" },
            }),
        ],
    },
];
