import type { Props } from "../../crossguard";
import { type CorpusCase, of } from "../corpus";

const rule = (trafficPolicy: Props, spec: Props = {}): Props =>
    of("DestinationRule", "shop/partner", { host: "partner.example", trafficPolicy, ...spec });
const tls = (more: Props = {}): Props => ({ tls: { mode: "SIMPLE", ...more } });
const atPort = (more: Props = {}): Props => ({
    portLevelSettings: [{ port: { number: 443 }, ...tls(more) }],
});
const roots = { caCertificates: "/etc/ssl/partner.pem" };
const entry = (protocol: string, spec: Props = {}, where = "shop/partner"): Props =>
    of("ServiceEntry", where, {
        hosts: ["partner.example"],
        ports: [{ number: 443, name: "a", protocol }],
        resolution: "DNS",
        ...spec,
    });
const patch = (applyTo: string, operation: string, match: Props = {}): Props => ({
    applyTo,
    match,
    patch: { operation, value: { name: "a" } },
});
const filter = (configPatches: readonly Props[], spec: Props = {}): Props =>
    of("EnvoyFilter", "shop/web", { configPatches, ...spec });
const other = { name: "other", namespace: "shop" };
const versioned = { proxy: { proxyVersion: "^1\\.31.*" } };
const webhook = (clientConfig: Props): Props => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "istio-validator-istio-system" },
    webhooks: [{ name: "validation.istio.io", clientConfig }],
});
const istiod = (image: string, env: readonly Props[] = []): Props =>
    of("Deployment", "istio-system/istiod", {
        selector: { matchLabels: { app: "istiod" } },
        template: {
            metadata: { labels: { app: "istiod", istio: "pilot" } },
            spec: { containers: [{ name: "discovery", image, env }] },
        },
    });
const istiodService = of("Service", "istio-system/istiod", { ports: [{ name: "https-webhook", port: 443 }] });
const crd = (version: string, name = "httproutes", served: readonly string[] = []): Props => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
        name: `${name}.gateway.networking.k8s.io`,
        annotations: { "gateway.networking.k8s.io/bundle-version": version },
    },
    spec: {
        group: "gateway.networking.k8s.io",
        names: { kind: "HTTPRoute" },
        versions: served.map((each) => ({ name: each, served: true })),
    },
});
const tokens = of("RequestAuthentication", "shop/tokens", {
    jwtRules: [{ issuer: "https://id.example", jwksUri: "https://id.example/keys" }],
});
const networks = (fromRegistry: string): readonly Props[] => [
    {
        ...of("ConfigMap", "istio-system/istio", undefined),
        data: {
            mesh: "rootNamespace: istio-system",
            meshNetworks: `networks: { north: { endpoints: [{ fromRegistry: ${fromRegistry} }] } }`,
        },
    },
    {
        ...of("Secret", "istio-system/remote", undefined, { labels: { "istio/multiCluster": "true" } }),
        data: { north: "" },
    },
];

export const configurationCases: readonly CorpusCase[] = [
    {
        code: "IST0106",
        on: "DestinationRule shop/partner",
        fires: [rule(tls(roots), { subsets: [{ name: "a" }, { name: "a" }] })],
        quiet: [rule(tls(roots), { subsets: [{ name: "a" }, { name: "b" }] })],
    },
    {
        code: "IST0126",
        on: "ConfigMap istio-system/istio",
        fires: networks("nroth"),
        quiet: networks("north"),
    },
    {
        code: "IST0128",
        on: "DestinationRule shop/partner",
        fires: [rule(tls())],
        quiet: [rule({ ...tls(roots), ...atPort() })],
    },
    {
        code: "IST0128",
        on: "DestinationRule shop/partner",
        fires: [rule(tls({ credentialName: "partner" }))],
        quiet: [
            rule(tls({ credentialName: "partner" }), { workloadSelector: { matchLabels: { app: "web" } } }),
        ],
    },
    {
        code: "IST0129",
        on: "DestinationRule shop/partner",
        fires: [rule(atPort())],
        quiet: [rule({ ...tls(), ...atPort(roots) })],
    },
    {
        code: "IST0133",
        on: "AuthorizationPolicy shop/web",
        fires: [
            of("AuthorizationPolicy", "shop/web", {
                action: "DENY",
                rules: [{ to: [{ operation: { methods: ["DELETE"] } }] }],
            }),
        ],
        quiet: [
            of("AuthorizationPolicy", "shop/web", {
                action: "DENY",
                rules: [{ to: [{ operation: { methods: ["DELETE"], ports: ["80"] } }] }],
            }),
        ],
    },
    {
        code: "IST0134",
        on: "ServiceEntry shop/partner",
        fires: [entry("TCP")],
        quiet: [entry("TCP", { addresses: ["192.0.2.1"] })],
    },
    {
        code: "IST0139",
        on: "ValidatingWebhookConfiguration istio-validator-istio-system",
        fires: [istiodService, webhook({ service: { name: "istoid", namespace: "istio-system" } })],
        quiet: [istiodService, webhook({ service: { name: "istiod", namespace: "istio-system" } })],
    },
    {
        code: "IST0142",
        on: "Deployment istio-system/istiod",
        fires: [istiod("istio/pilot:1.31.1")],
        quiet: [istiod("istio/pilot:1.29.9")],
        config: { "meshwright-upgrade-require-supported-versions": { kubernetesVersion: "1.31" } },
    },
    {
        code: "IST0151",
        on: "EnvoyFilter shop/web",
        fires: [filter([patch("HTTP_FILTER", "INSERT_BEFORE")])],
        quiet: [filter([patch("HTTP_FILTER", "INSERT_BEFORE")], { priority: 10 })],
    },
    {
        code: "IST0152",
        on: "EnvoyFilter shop/web",
        fires: [filter([patch("CLUSTER", "REPLACE")])],
        quiet: [filter([patch("HTTP_FILTER", "REPLACE")])],
    },
    {
        code: "IST0153",
        on: "EnvoyFilter shop/web",
        fires: [filter([patch("HTTP_ROUTE", "ADD")])],
        quiet: [filter([patch("VIRTUAL_HOST", "ADD"), patch("HTTP_ROUTE", "REMOVE")])],
    },
    {
        code: "IST0154",
        on: "EnvoyFilter shop/web",
        fires: [filter([patch("HTTP_ROUTE", "REMOVE")])],
        quiet: [filter([patch("VIRTUAL_HOST", "REMOVE"), patch("HTTP_ROUTE", "ADD")])],
    },
    {
        code: "IST0155",
        on: "EnvoyFilter shop/web",
        fires: [
            filter([patch("HTTP_FILTER", "INSERT_FIRST", versioned), patch("HTTP_FILTER", "INSERT_BEFORE")]),
        ],
        quiet: [filter([patch("HTTP_FILTER", "INSERT_FIRST"), patch("HTTP_FILTER", "INSERT_BEFORE")])],
    },
    {
        code: "IST0155",
        on: "EnvoyFilter shop/web",
        fires: [
            { ...filter([patch("HTTP_FILTER", "INSERT_FIRST", versioned)]), metadata: other },
            filter([patch("HTTP_FILTER", "INSERT_BEFORE")]),
        ],
        quiet: [
            { ...filter([patch("HTTP_FILTER", "INSERT_FIRST")]), metadata: other },
            filter([patch("HTTP_FILTER", "INSERT_BEFORE")]),
        ],
    },
    {
        code: "IST0156",
        on: "CustomResourceDefinition httproutes.gateway.networking.k8s.io",
        fires: [crd("v1.6.0", "httproutes", ["v1"])],
        quiet: [crd("v1.6.0", "httproutes", ["v1", "v1beta1"])],
    },
    {
        code: "IST0163",
        on: "ValidatingWebhookConfiguration istio-validator-istio-system",
        fires: [webhook({ url: "istiod.example/validate" })],
        quiet: [webhook({ url: "https://istiod.example/validate" })],
    },
    {
        code: "IST0164",
        on: "ValidatingWebhookConfiguration istio-validator-istio-system",
        fires: [webhook({ url: "https://192.0.2.1:15017/validate" })],
        quiet: [webhook({ url: "https://istiod.example:15017/validate" })],
    },
    {
        code: "IST0172",
        on: "CustomResourceDefinition httproutes.gateway.networking.k8s.io",
        fires: [crd("v1.0.0", "httproutes", ["v1beta1"])],
        quiet: [crd("v1.0.0", "httproutes", ["v1", "v1beta1"])],
    },
    {
        code: "IST0175",
        on: "Deployment istio-system/istiod",
        fires: [tokens, istiod("istio/pilot:1.31.1")],
        quiet: [
            tokens,
            istiod("istio/pilot:1.31.1", [{ name: "BLOCKED_CIDRS_IN_JWKS_URIS", value: "169.254.0.0/16" }]),
        ],
    },
    {
        code: "IST0176",
        on: "CustomResourceDefinition tcproutes.gateway.networking.k8s.io",
        fires: [crd("v1.5.0", "tcproutes")],
        quiet: [crd("v1.6.0", "tcproutes")],
    },
    {
        code: "IST0177",
        on: ["ServiceEntry shop/again", "ServiceEntry shop/partner"],
        fires: [entry("HTTPS"), entry("HTTP", {}, "shop/again")],
        quiet: [entry("HTTPS", { exportTo: ["."] }), entry("HTTP", { exportTo: ["."] }, "bank/again")],
    },
];
