import type { Props } from "../../crossguard";
import { type CorpusCase, namespaceOf, of, podsOf, serviceOf } from "../corpus";

const gateway = (name: string, host: string, number = 80): Props =>
    of("Gateway", `shop/${name}`, {
        selector: { istio: "front" },
        servers: [{ port: { number, name: "http", protocol: "HTTP" }, hosts: [host] }],
    });
const proxies = (labels: Props): Props =>
    podsOf("istio-ingress/proxies", labels, { containers: [{ name: "istio-proxy", image: "auto" }] });
const listener = (name: string, hostname: string, port = 80): Props => ({
    name,
    hostname,
    port,
    protocol: "HTTP",
});
const api = (name: string, listeners: readonly Props[], more: Props = {}): Props =>
    of("K8sGateway", `shop/${name}`, { gatewayClassName: "istio", listeners, ...more });
const front = api("front", [listener("a", "a.example.com")]);
const route = (parent: string, backend: string): Props =>
    of("HTTPRoute", "shop/web", {
        parentRefs: [{ name: parent }],
        hostnames: ["a.example.com"],
        rules: [{ backendRefs: [{ name: backend, port: 80 }] }],
    });
const grant = (from: string): Props =>
    of("ReferenceGrant", "shop/routes", {
        from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: from }],
        to: [{ group: "", kind: "Service" }],
    });
const class_ = of("GatewayClass", "edge", { controllerName: "istio.io/gateway-controller" });

export const gatewayCases: readonly CorpusCase[] = [
    {
        code: "KIA0301",
        on: ["Gateway shop/again", "Gateway shop/front"],
        fires: [gateway("front", "a.example.com"), gateway("again", "a.example.com")],
        quiet: [
            gateway("front", "a.example.com"),
            gateway("again", "b.example.com"),
            gateway("port", "a.example.com", 8080),
        ],
    },
    {
        code: "KIA0302",
        on: "Gateway shop/front",
        fires: [gateway("front", "a.example.com"), proxies({ istio: "back" })],
        quiet: [gateway("front", "a.example.com"), proxies({ istio: "front" })],
    },
    {
        code: "KIA1401",
        on: "HTTPRoute shop/web",
        fires: [front, route("fornt", "web")],
        quiet: [front, route("front", "web")],
    },
    {
        code: "KIA1402",
        on: "HTTPRoute shop/web",
        fires: [front, serviceOf("shop/web"), route("front", "wep")],
        quiet: [front, serviceOf("shop/web"), route("front", "web")],
    },
    {
        code: "KIA1501",
        on: ["Gateway shop/again", "Gateway shop/front"],
        fires: [front, api("again", [listener("a", "a.example.com")])],
        quiet: [front, api("again", [listener("a", "b.example.com")])],
    },
    {
        code: "KIA1502",
        on: ["Gateway shop/again", "Gateway shop/front"],
        fires: ["front", "again"].map((each) =>
            api(each, [], { addresses: [{ type: "IPAddress", value: "192.0.2.7" }] }),
        ),
        quiet: ["front", "again"].map((each, index) =>
            api(each, [], { addresses: [{ type: "IPAddress", value: `192.0.2.${index}` }] }),
        ),
    },
    {
        code: "KIA1503",
        on: "Gateway shop/front",
        fires: [api("front", [listener("a", "a.example.com"), listener("b", "a.example.com")])],
        quiet: [api("front", [listener("a", "a.example.com"), listener("b", "a.example.com", 8080)])],
    },
    {
        code: "KIA1504",
        on: "Gateway shop/front",
        fires: [class_, api("front", [listener("a", "a.example.com")], { gatewayClassName: "egde" })],
        quiet: [class_, api("front", [listener("a", "a.example.com")], { gatewayClassName: "edge" })],
    },
    {
        code: "KIA1601",
        on: "ReferenceGrant shop/routes",
        fires: [namespaceOf("shop"), namespaceOf("bank"), grant("bnak")],
        quiet: [namespaceOf("shop"), namespaceOf("bank"), grant("bank")],
    },
];
