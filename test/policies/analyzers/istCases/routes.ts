import type { Props } from "../../crossguard";
import { type CorpusCase, namespaceOf, of, podsOf, serviceOf } from "../corpus";

const web = serviceOf("shop/web");
const twoPorts = serviceOf("shop/web", [
    { name: "http", port: 80 },
    { name: "http-admin", port: 81 },
]);
const to = (destination: Props): Props => ({ route: [{ destination }] });
const prefix = (uri: string): Props => ({ match: [{ uri: { prefix: uri } }] });
const route = (http: readonly Props[], spec: Props = {}, where = "shop/web"): Props =>
    of("VirtualService", where, { hosts: ["web"], http, ...spec });
const edge = (spec: Props = {}): Props =>
    of("Gateway", "shop/edge", {
        selector: { istio: "ingressgateway" },
        servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["*/shop.example"] }],
        ...spec,
    });
const atEdge = (host: string, gateway = "shop/edge"): Props =>
    route([to({ host: "web" })], { hosts: [host], gateways: [gateway] });
const split = (labels: Props = { version: "v1" }): Props =>
    of("DestinationRule", "shop/web", { host: "web", subsets: [{ name: "v1", labels }] });
const delayed = (percentage: Props): Props => ({
    ...to({ host: "web" }),
    fault: { delay: { fixedDelay: "1s", ...percentage } },
});
const claims = (spec: Props = {}): Props =>
    route(
        [{ match: [{ headers: { "@request.auth.claims.role": { exact: "a" } } }], ...to({ host: "web" }) }],
        {
            hosts: ["shop.example"],
            gateways: ["shop/edge"],
            ...spec,
        },
    );
const gatewayPod = podsOf("edge/ingressgateway", { istio: "ingressgateway" });
const tokens = of("RequestAuthentication", "edge/tokens", {
    selector: { matchLabels: { istio: "ingressgateway" } },
    jwtRules: [{ issuer: "https://id.example", jwksUri: "https://id.example/keys" }],
});

export const routeCases: readonly CorpusCase[] = [
    {
        code: "IST0002",
        on: "VirtualService shop/web",
        fires: [route([delayed({ percent: 5 })])],
        quiet: [route([delayed({ percentage: { value: 5 } })])],
    },
    {
        code: "IST0101",
        on: "VirtualService shop/web",
        fires: [web, route([to({ host: "wep" })])],
        quiet: [web, route([to({ host: "web" })])],
    },
    {
        code: "IST0101",
        on: "VirtualService shop/web",
        fires: [web, split(), route([to({ host: "web", subset: "v2" })])],
        quiet: [web, split(), route([to({ host: "web", subset: "v1" })])],
    },
    {
        code: "IST0101",
        on: "VirtualService shop/web",
        fires: [edge(), atEdge("shop.example", "shop/egde")],
        quiet: [edge(), atEdge("shop.example")],
    },
    {
        code: "IST0109",
        on: ["VirtualService shop/again", "VirtualService shop/web"],
        fires: [route([to({ host: "web" })]), route([to({ host: "web" })], {}, "shop/again")],
        quiet: [
            route([to({ host: "web" })], { exportTo: ["."] }),
            route(
                [to({ host: "web.shop.svc.cluster.local" })],
                { hosts: ["web.shop.svc.cluster.local"], exportTo: ["."] },
                "bank/web",
            ),
        ],
    },
    {
        code: "IST0112",
        on: "VirtualService shop/web",
        fires: [twoPorts, route([to({ host: "web" })])],
        quiet: [twoPorts, route([to({ host: "web", port: { number: 81 } })])],
    },
    {
        code: "IST0130",
        on: "VirtualService shop/web",
        fires: [route([to({ host: "web" }), { ...prefix("/a"), ...to({ host: "web" }) }])],
        quiet: [route([{ ...prefix("/a"), ...to({ host: "web" }) }, to({ host: "web" })])],
    },
    {
        code: "IST0131",
        on: "VirtualService shop/web",
        fires: [
            route([
                { ...prefix("/a"), ...to({ host: "web" }) },
                { match: [{ uri: { prefix: "/a/b" } }, { uri: { prefix: "/c" } }], ...to({ host: "web" }) },
            ]),
        ],
        quiet: [
            route([
                { ...prefix("/a/b"), ...to({ host: "web" }) },
                { ...prefix("/a"), ...to({ host: "web" }) },
            ]),
        ],
    },
    {
        code: "IST0132",
        on: "VirtualService shop/web",
        fires: [edge(), atEdge("bank.example")],
        quiet: [edge(), atEdge("shop.example")],
    },
    {
        code: "IST0140",
        on: "VirtualService shop/edge",
        fires: [
            route([to({ host: "web", subset: "v1" })]),
            route([to({ host: "web" })], { hosts: ["shop.example"], gateways: ["shop/edge"] }, "shop/edge"),
        ],
        quiet: [
            route([to({ host: "web", subset: "v1" })]),
            route(
                [to({ host: "web", subset: "v1" })],
                { hosts: ["shop.example"], gateways: ["shop/edge"] },
                "shop/edge",
            ),
        ],
    },
    {
        code: "IST0149",
        on: "VirtualService shop/web",
        fires: [edge(), claims(), gatewayPod],
        quiet: [edge(), claims(), gatewayPod, tokens],
    },
    {
        code: "IST0165",
        on: "VirtualService shop/web",
        fires: [atEdge("shop.example", "shop/edge~istio-autogenerated-k8s-gateway~http")],
        quiet: [edge(), atEdge("shop.example")],
    },
    {
        code: "IST0173",
        on: "DestinationRule shop/web",
        fires: [web, podsOf("shop/web", { version: "v2" }), split()],
        quiet: [web, podsOf("shop/web", { version: "v1" }), split()],
    },
    {
        code: "IST0174",
        on: "DestinationRule shop/other",
        fires: [web, of("DestinationRule", "shop/other", { host: "other" })],
        quiet: [web, of("DestinationRule", "shop/other", { host: "web" })],
    },
    {
        code: "IST0101",
        on: "AuthorizationPolicy shop/web",
        fires: [
            ...["shop", "bank"].map((each) => namespaceOf(each)),
            of("AuthorizationPolicy", "shop/web", {
                rules: [{ from: [{ source: { namespaces: ["bnak"] } }] }],
            }),
        ],
        quiet: [
            ...["shop", "bank"].map((each) => namespaceOf(each)),
            of("AuthorizationPolicy", "shop/web", {
                rules: [{ from: [{ source: { namespaces: ["ban*"] } }] }],
            }),
        ],
    },
];
