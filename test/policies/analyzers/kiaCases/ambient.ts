import type { Props } from "../../crossguard";
import { type CorpusCase, namespaceOf, of, podsOf, serviceOf } from "../corpus";

const mode = { "istio.io/dataplane-mode": "ambient" };
const uses = { "istio.io/use-waypoint": "waypoint" };
const ambient = namespaceOf("shop", mode);
const served = namespaceOf("shop", { ...mode, ...uses });
const waypoint = of(
    "K8sGateway",
    "shop/waypoint",
    { gatewayClassName: "istio-waypoint", listeners: [{ name: "mesh", port: 15008, protocol: "HBONE" }] },
    { labels: { "istio.io/waypoint-for": "service" } },
);
const web = serviceOf("shop/web");
const target = { targetRefs: [{ kind: "Service", group: "", name: "web" }] };
const chosen = { selector: { matchLabels: { app: "web" } } };
const requests = { rules: [{ to: [{ operation: { methods: ["GET"] } }] }] };
const connections = { rules: [{ to: [{ operation: { ports: ["80"] } }] }] };
const policy = (spec: Props): Props => of("AuthorizationPolicy", "shop/web", spec);
const rule = (home: string, trafficPolicy: Props): Props =>
    of("DestinationRule", `${home}/web`, { host: "web.shop.svc.cluster.local", trafficPolicy });
const retried = { connectionPool: { http: { maxRetries: 3 } } };
const tcp = { connectionPool: { tcp: { maxConnections: 3 } } };
const route = (home: string): Props =>
    of("VirtualService", `${home}/web`, {
        hosts: ["web.shop.svc.cluster.local"],
        http: [{ route: [{ destination: { host: "web.shop.svc.cluster.local" } }] }],
    });
const tokens = (spec: Props): Props =>
    of("RequestAuthentication", "shop/web", { jwtRules: [{ issuer: "https://id.example.com" }], ...spec });
const plugin = (spec: Props): Props =>
    of("WasmPlugin", "shop/web", { url: "oci://example.com/a:1", ...spec });
const telemetry = (spec: Props): Props =>
    of("Telemetry", "shop/web", { accessLogging: [{ providers: [{ name: "otel" }] }], ...spec });
const proxied = {
    containers: [
        { name: "web", image: "web:1" },
        { name: "istio-proxy", image: "auto" },
    ],
};

export const ambientCases: readonly CorpusCase[] = [
    {
        code: "KIA0109",
        on: "AuthorizationPolicy shop/web",
        fires: [ambient, web, policy({ ...target, ...requests })],
        quiet: [served, waypoint, web, policy({ ...target, ...requests })],
    },
    {
        code: "KIA0110",
        on: "AuthorizationPolicy shop/web",
        fires: [served, waypoint, policy({ ...chosen, ...requests })],
        quiet: [served, waypoint, policy({ ...chosen, ...connections })],
    },
    {
        code: "KIA0210",
        on: "DestinationRule shop/web",
        fires: [ambient, rule("shop", retried)],
        quiet: [ambient, rule("shop", tcp)],
    },
    {
        code: "KIA0211",
        on: "DestinationRule shop/web",
        fires: [
            served,
            waypoint,
            serviceOf("shop/web", [{ name: "http", port: 80 }], { "istio.io/use-waypoint": "none" }),
            rule("shop", retried),
        ],
        quiet: [served, waypoint, web, rule("shop", retried)],
    },
    {
        code: "KIA0212",
        on: "DestinationRule bank/web",
        fires: [served, waypoint, web, rule("bank", retried)],
        quiet: [served, waypoint, web, rule("shop", retried)],
    },
    {
        code: "KIA1109",
        on: "VirtualService shop/web",
        fires: [ambient, route("shop")],
        quiet: [served, waypoint, web, route("shop")],
    },
    {
        code: "KIA1110",
        on: "RequestAuthentication shop/web",
        fires: [ambient, web, tokens(target)],
        quiet: [served, waypoint, web, tokens(target)],
    },
    {
        code: "KIA1111",
        on: "WasmPlugin shop/web",
        fires: [ambient, plugin({})],
        quiet: [served, waypoint, plugin({})],
    },
    {
        code: "KIA1112",
        on: "Telemetry shop/web",
        fires: [ambient, telemetry({})],
        quiet: [served, waypoint, telemetry({})],
    },
    {
        code: "KIA1113",
        on: "VirtualService shop/web",
        fires: [
            served,
            waypoint,
            serviceOf("shop/web", [{ name: "http", port: 80 }], { "istio.io/use-waypoint": "none" }),
            route("shop"),
        ],
        quiet: [served, waypoint, web, route("shop")],
    },
    {
        code: "KIA1114",
        on: "VirtualService bank/web",
        fires: [served, waypoint, web, route("bank")],
        quiet: [served, waypoint, web, route("shop")],
    },
    {
        code: "KIA1115",
        on: "RequestAuthentication shop/web",
        fires: [served, waypoint, tokens(chosen)],
        quiet: [served, waypoint, web, tokens(target)],
    },
    {
        code: "KIA1116",
        on: "WasmPlugin shop/web",
        fires: [served, waypoint, plugin(chosen)],
        quiet: [served, waypoint, web, plugin(target)],
    },
    {
        code: "KIA1117",
        on: "Telemetry shop/web",
        fires: [served, waypoint, telemetry(chosen)],
        quiet: [served, waypoint, web, telemetry(target)],
    },
    {
        code: "KIA1311",
        on: "Deployment shop/web",
        fires: [namespaceOf("shop"), podsOf("shop/web", mode, proxied)],
        quiet: [namespaceOf("shop"), podsOf("shop/web", mode)],
    },
    {
        code: "KIA1312",
        on: "Deployment shop/web",
        fires: [namespaceOf("shop"), waypoint, podsOf("shop/web", uses)],
        quiet: [ambient, waypoint, podsOf("shop/web", uses)],
    },
    {
        code: "KIA1313",
        on: "Deployment shop/web",
        fires: [ambient, podsOf("shop/web", uses)],
        quiet: [ambient, waypoint, podsOf("shop/web", uses)],
    },
    {
        code: "KIA1315",
        on: "Deployment shop/web",
        fires: [namespaceOf("shop"), podsOf("shop/web", { ...mode, "sidecar.istio.io/inject": "true" })],
        quiet: [namespaceOf("shop"), podsOf("shop/web", { ...mode, "sidecar.istio.io/inject": "false" })],
    },
    {
        code: "KIA1316",
        on: "Deployment shop/web",
        fires: [ambient, podsOf("shop/web", {}, proxied)],
        quiet: [namespaceOf("shop", { "istio-injection": "enabled" }), podsOf("shop/web", {}, proxied)],
    },
    {
        code: "KIA1317",
        on: "Deployment shop/web",
        fires: [ambient, web, podsOf("shop/web"), policy({ ...target, ...requests })],
        quiet: [served, waypoint, web, podsOf("shop/web"), policy({ ...target, ...requests })],
    },
];
