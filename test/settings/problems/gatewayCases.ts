import type { Case } from "../../graph/problems/example";

const ingress = { kind: "ingress" };

/** A stack with these gateways beside its way out, where nothing else is wrong. */
function gateways(all: Readonly<Record<string, unknown>>): Case["change"] {
    return Object.fromEntries(Object.entries(all).map(([name, raw]) => [`stack/gateways/${name}`, raw]));
}

/** What production must have whatever the case is about. */
const watched = { "stack/observability": { sampling: 5, jaeger: { retention: "48h" } } };

export const gatewayCases: readonly Case[] = [
    {
        title: "a gateway of no kind",
        change: gateways({ "istio-ingressgateway": {} }),
        codes: ["missing-key"],
        says: ["meshwright:gateways.istio-ingressgateway.kind: missing; write one of ingress, egress"],
    },
    {
        title: "plain text from outside in production",
        change: {
            "stack/environment": "eu-prod",
            ...watched,
            ...gateways({ "istio-ingressgateway": { ...ingress, redirectToHttps: false } }),
        },
        codes: ["plaintext-in-production"],
        says: [
            "meshwright:gateways.istio-ingressgateway.redirectToHttps: in production nothing is served in plain text (GWY-03); remove it, so that port 80 only redirects",
        ],
    },
    {
        title: "nothing about plain text from outside where nobody but developers comes from",
        change: gateways({ "istio-ingressgateway": { ...ingress, redirectToHttps: false } }),
        codes: [],
        says: [],
    },
    {
        title: "a gateway with a dot in its name",
        change: gateways({ "in.gateway": ingress }),
        codes: ["bad-name"],
        says: [
            `meshwright:gateways["in.gateway"]: "in.gateway" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a way in by a name that policies would not know it by",
        change: gateways({ edge: ingress }),
        codes: ["gateway-name"],
        says: [
            `meshwright:gateways.edge: the name of an ingress gateway must contain "ingress" or end in "gateway", for that is how policies know one; name it istio-ingressgateway`,
        ],
    },
    {
        title: "a way in by the name of a way out",
        change: gateways({ "egress-gateway": ingress }),
        codes: ["gateway-name"],
        says: [
            `meshwright:gateways.egress-gateway: the name of an ingress gateway must contain "ingress" or end in "gateway", for that is how policies know one; name it istio-ingressgateway`,
        ],
    },
    {
        title: "a gateway in a reserved namespace",
        change: gateways({ "a-gateway": { kind: "ingress", namespace: "istio-system" } }),
        codes: ["reserved-namespace"],
        says: [
            `meshwright:gateways.a-gateway.namespace: the namespace "istio-system" is not for services (reserved: default, istio-system, kube-*); choose one of your own`,
        ],
    },
    {
        title: "a gateway in a team's namespace",
        change: gateways({ "a-gateway": { kind: "ingress", namespace: "shop" } }),
        codes: ["namespace-taken"],
        says: [
            `meshwright:gateways.a-gateway.namespace: the namespace "shop" is already that of meshwright:namespaces.shop; write one of its own, such as { namespace: a-gateway }`,
        ],
    },
    {
        title: "two gateways in one namespace",
        change: gateways({ "a-gateway": ingress, "b-gateway": ingress }),
        codes: ["namespace-taken"],
        says: [
            `meshwright:gateways.b-gateway.namespace: the namespace "istio-ingress" is already that of meshwright:gateways.a-gateway; write one of its own, such as { namespace: b-gateway }`,
        ],
    },
    {
        title: "a second egress gateway",
        change: gateways({ "new-egress": { kind: "egress", namespace: "way" } }),
        codes: ["second-egress-gateway"],
        says: [
            `meshwright:gateways.new-egress.kind: calls to hosts outside leave by one gateway, and that is "istio-egressgateway"; remove one`,
        ],
    },
    {
        title: "a Service setting of an egress gateway",
        change: gateways({ "istio-egressgateway": { kind: "egress", service: { type: "NodePort" } } }),
        codes: ["gateway-key-elsewhere"],
        says: [
            `meshwright:gateways.istio-egressgateway.service: only an ingress gateway has "service"; remove it`,
        ],
    },
    {
        title: "a port of an ingress gateway",
        change: gateways({ "a-gateway": { kind: "ingress", port: 15444 } }),
        codes: ["gateway-key-elsewhere"],
        says: [`meshwright:gateways.a-gateway.port: only an egress gateway has "port"; remove it`],
    },
    {
        title: "an egress port of the proxy itself",
        change: gateways({ "istio-egressgateway": { kind: "egress", port: 15021 } }),
        codes: ["reserved-port"],
        says: [
            "meshwright:gateways.istio-egressgateway.port: 15021 is among the proxy's own ports (15000 to 15099); write another, such as 15444",
        ],
    },
    {
        title: "fewer pods at most than at least",
        change: gateways({ "a-gateway": { kind: "ingress", replicas: 3, maxReplicas: 2 } }),
        codes: ["replicas-above-maximum"],
        says: ["meshwright:gateways.a-gateway.maxReplicas: 2 is below replicas (3); raise it"],
    },
    {
        title: "a limit below the default request",
        change: gateways({ "a-gateway": { kind: "ingress", resources: { cpuLimit: "50m" } } }),
        codes: ["limit-below-request"],
        says: [
            "meshwright:gateways.a-gateway.resources.cpuLimit: the limit 50m is below the request of 100m; raise the limit or lower the request",
        ],
    },
    {
        title: "a tag nobody declared",
        change: gateways({ "a-gateway": { kind: "ingress", tag: "stabel" } }),
        codes: ["unknown-tag"],
        says: [
            `meshwright:gateways.a-gateway.tag: unknown tag "stabel" (did you mean "stable"?); declared in meshwright:tags: default, stable`,
        ],
    },
    {
        title: "a range of addresses that is one address",
        change: gateways({ "a-gateway": { kind: "ingress", service: { sourceRanges: ["10.0.0.1"] } } }),
        codes: ["bad-cidr"],
        says: [
            `meshwright:gateways.a-gateway.service.sourceRanges[0]: "10.0.0.1" is not a range of addresses; write it as in "203.0.113.0/24", one address as in "203.0.113.7/32"`,
        ],
    },
    {
        title: "a range with an address inside",
        change: gateways({ "a-gateway": { kind: "ingress", service: { sourceRanges: ["10.0.0.1/8"] } } }),
        codes: ["bad-cidr"],
        says: [
            `meshwright:gateways.a-gateway.service.sourceRanges[0]: "10.0.0.1/8" names an address inside its range; set the bits after the first 8 to zero, or write "/32" for that one address`,
        ],
    },
];
