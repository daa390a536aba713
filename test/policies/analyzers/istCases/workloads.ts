import type { Props } from "../../crossguard";
import { type CorpusCase, namespaceOf, of, podsOf, serviceOf } from "../corpus";

const injected = namespaceOf("shop", { "istio-injection": "enabled" });
const annotated = (annotations: Props, labels: Props = {}): Props =>
    of("Pod", "shop/web", { containers: [{ name: "web", image: "web:1" }] }, { annotations, labels });
const injector = (enableNamespacesByDefault: boolean): Props => ({
    ...of("ConfigMap", "istio-system/istio-sidecar-injector", undefined),
    data: { values: JSON.stringify({ sidecarInjectorWebhook: { enableNamespacesByDefault } }) },
});
const ports = (name: string, spec: readonly Props[]): Props =>
    of("Service", `shop/${name}`, { selector: { app: "web" }, ports: spec });
const external = (name: string): Props =>
    of("Service", "shop/partner", {
        type: "ExternalName",
        externalName: "partner.example",
        ports: [{ name, port: 80 }],
    });
const auto = { containers: [{ name: "istio-proxy", image: "auto" }] };
const outside = namespaceOf("shop", { "istio-injection": "disabled" });
const labelled = { "sidecar.istio.io/inject": "true" };
const sidecar = (where: string, labels?: Props): Props =>
    of("Sidecar", where, {
        ...(labels === undefined ? {} : { workloadSelector: { labels } }),
        egress: [{ hosts: ["./*"] }],
    });
const telemetry = (where: string, labels?: Props, more: Props = {}): Props =>
    of("Telemetry", where, {
        ...(labels === undefined ? {} : { selector: { matchLabels: labels } }),
        accessLogging: [{ providers: [{ name: "envoy" }] }],
        ...more,
    });
const both = podsOf("shop/web", { tier: "front" });

export const workloadCases: readonly CorpusCase[] = [
    {
        code: "IST0101",
        on: "Sidecar shop/web",
        fires: [both, sidecar("shop/web", { app: "wep" })],
        quiet: [both, sidecar("shop/web", { app: "web" })],
    },
    {
        code: "IST0101",
        on: "Telemetry shop/web",
        fires: [both, telemetry("shop/web", { app: "wep" })],
        quiet: [both, telemetry("shop/web", { app: "web" })],
    },
    {
        code: "IST0102",
        on: "Namespace bank",
        fires: [injected, namespaceOf("bank"), injector(false)],
        quiet: [injected, namespaceOf("bank", { "istio-injection": "disabled" })],
    },
    {
        code: "IST0107",
        on: "Service shop/web",
        fires: [
            {
                ...serviceOf("shop/web"),
                metadata: {
                    name: "web",
                    namespace: "shop",
                    annotations: { "sidecar.istio.io/proxyCPU": "1" },
                },
            },
        ],
        quiet: [annotated({ "sidecar.istio.io/proxyCPU": "1" })],
    },
    {
        code: "IST0108",
        on: "Pod shop/web",
        fires: [annotated({ "sidecar.istio.io/proxyCpu": "1" })],
        quiet: [annotated({ "sidecar.istio.io/proxyCPU": "1", "example.com/proxyCpu": "1" })],
    },
    {
        code: "IST0110",
        on: ["Sidecar shop/one", "Sidecar shop/two"],
        fires: [both, sidecar("shop/one", { app: "web" }), sidecar("shop/two", { tier: "front" })],
        quiet: [both, sidecar("shop/one", { app: "web" }), sidecar("shop/all")],
    },
    {
        code: "IST0111",
        on: ["Sidecar shop/one", "Sidecar shop/two"],
        fires: [sidecar("shop/one"), sidecar("shop/two")],
        quiet: [sidecar("shop/one"), sidecar("bank/two"), sidecar("shop/web", { app: "web" })],
    },
    {
        code: "IST0116",
        on: "Deployment shop/web",
        fires: [
            injected,
            both,
            ports("one", [{ name: "http", port: 80 }]),
            ports("two", [{ name: "udp", port: 80, protocol: "UDP" }]),
        ],
        quiet: [
            injected,
            both,
            ports("one", [{ name: "http", port: 80 }]),
            ports("two", [{ name: "http", port: 80 }]),
        ],
    },
    {
        code: "IST0118",
        on: "Service shop/web",
        fires: [serviceOf("shop/web", [{ name: "web", port: 80 }])],
        quiet: [
            serviceOf("shop/web", [
                { name: "web", port: 80, appProtocol: "http" },
                { name: "grpc-a", port: 81 },
            ]),
        ],
    },
    {
        code: "IST0123",
        on: "Namespace shop",
        fires: [namespaceOf("shop", { "istio-injection": "enabled", "istio.io/rev": "stable" })],
        quiet: [namespaceOf("shop", { "istio-injection": "disabled", "istio.io/rev": "stable" })],
    },
    {
        code: "IST0125",
        on: "Pod shop/web",
        fires: [annotated({ "traffic.sidecar.istio.io/excludeOutboundPorts": "http" })],
        quiet: [annotated({ "traffic.sidecar.istio.io/excludeOutboundPorts": "8080, 8081" })],
    },
    {
        code: "IST0127",
        on: "AuthorizationPolicy shop/web",
        fires: [both, of("AuthorizationPolicy", "shop/web", { selector: { matchLabels: { app: "wep" } } })],
        quiet: [both, of("AuthorizationPolicy", "shop/web", { selector: { matchLabels: { app: "web" } } })],
    },
    {
        code: "IST0135",
        on: "Pod shop/web",
        fires: [annotated({ "sidecar.istio.io/inject": "true" })],
        quiet: [annotated({ "sidecar.istio.io/inject": "true" }, labelled)],
    },
    {
        code: "IST0136",
        on: "Pod shop/web",
        fires: [annotated({ "sidecar.istio.io/componentLogLevel": "rbac:debug" })],
        quiet: [annotated({ "proxy.istio.io/config": "concurrency: 2" })],
    },
    {
        code: "IST0137",
        on: "Deployment shop/web",
        fires: [
            injected,
            both,
            ports("one", [{ name: "http", port: 80, targetPort: 8080 }]),
            ports("two", [{ name: "http", port: 81, targetPort: 8080 }]),
        ],
        quiet: [
            injected,
            both,
            ports("one", [{ name: "http", port: 80, targetPort: 8080 }]),
            ports("two", [{ name: "http", port: 81, targetPort: 8081 }]),
        ],
    },
    {
        code: "IST0144",
        on: "Deployment shop/web",
        fires: [podsOf("shop/web", {}, { securityContext: { runAsUser: 1337 } })],
        quiet: [podsOf("shop/web", {}, { securityContext: { runAsUser: 1000 } })],
    },
    {
        code: "IST0146",
        on: "Deployment shop/web",
        fires: [outside, podsOf("shop/web", {}, auto)],
        quiet: [injected, podsOf("shop/web", {}, auto)],
    },
    {
        code: "IST0147",
        on: "Pod shop/web",
        fires: [outside, of("Pod", "shop/web", auto)],
        quiet: [
            injected,
            of("Pod", "shop/web", { containers: [{ name: "istio-proxy", image: "proxyv2:1" }] }),
        ],
    },
    {
        code: "IST0148",
        on: "Namespace bank",
        fires: [injected, namespaceOf("bank"), injector(true)],
        quiet: [injected, namespaceOf("bank", { "istio-injection": "disabled" }), injector(true)],
    },
    {
        code: "IST0150",
        on: "Service shop/partner",
        fires: [external("tcp")],
        quiet: [external("http-partner")],
    },
    {
        code: "IST0157",
        on: "Telemetry shop/web",
        fires: [telemetry("shop/web", undefined, { accessLogging: [{}] })],
        quiet: [telemetry("shop/web", undefined, { accessLogging: [{ disabled: true }] })],
    },
    {
        code: "IST0159",
        on: ["Telemetry shop/one", "Telemetry shop/two"],
        fires: [both, telemetry("shop/one", { app: "web" }), telemetry("shop/two", { tier: "front" })],
        quiet: [both, telemetry("shop/one", { app: "web" }), telemetry("shop/all")],
    },
    {
        code: "IST0160",
        on: ["Telemetry shop/one", "Telemetry shop/two"],
        fires: [telemetry("shop/one"), telemetry("shop/two")],
        quiet: [telemetry("shop/one"), telemetry("bank/two")],
    },
    {
        code: "IST0166",
        on: "AuthorizationPolicy shop/web",
        fires: [
            of("AuthorizationPolicy", "shop/web", {
                selector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "edge" } },
            }),
        ],
        quiet: [
            of("AuthorizationPolicy", "shop/web", {
                targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }],
            }),
        ],
    },
    {
        code: "IST0167",
        on: "Sidecar shop/all",
        fires: [namespaceOf("shop", { "istio.io/dataplane-mode": "ambient" }), sidecar("shop/all")],
        quiet: [injected, sidecar("shop/all")],
    },
];
