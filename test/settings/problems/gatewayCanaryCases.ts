import type { Case } from "../../graph/problems/example";

const revisions = { "1-30-5": { version: "1.30.5" }, "1-31-1": { version: "1.31.1" } };
const tags = { default: "1-30-5", stable: "1-30-5", gateways: "1-30-5", canary: "1-31-1" };

/** A stack of two revisions with this canary of a way in. */
function canary(tag: string, more: Case["change"] = {}): Case["change"] {
    return {
        "stack/revisions": revisions,
        "stack/tags": tags,
        "stack/gateways/istio-ingressgateway": { kind: "ingress", canary: { tag } },
        ...more,
    };
}

export const gatewayCanaryCases: readonly Case[] = [
    {
        title: "nothing about a canary of another revision",
        change: canary("canary"),
        codes: [],
        says: [],
    },
    {
        title: "nothing about a canary of a way out",
        change: {
            "stack/revisions": revisions,
            "stack/tags": tags,
            "stack/gateways": { "istio-egressgateway": { kind: "egress", canary: { tag: "canary" } } },
        },
        codes: [],
        says: [],
    },
    {
        title: "a canary without a tag",
        change: { "stack/gateways/a-gateway": { kind: "ingress", canary: {} } },
        codes: ["missing-key"],
        says: ["meshwright:gateways.a-gateway.canary.tag: missing; write the name of a revision tag"],
    },
    {
        title: "a canary without pods",
        change: { ...canary("canary", { "stack/gateways/istio-ingressgateway/canary/replicas": 0 }) },
        codes: ["out-of-range"],
        says: [
            "meshwright:gateways.istio-ingressgateway.canary.replicas: must be a whole number from 1 to 100, got 0",
        ],
    },
    {
        title: "a canary of a tag nobody declared",
        change: canary("canry"),
        codes: ["unknown-tag"],
        says: [
            `meshwright:gateways.istio-ingressgateway.canary.tag: unknown tag "canry" (did you mean "canary"?); declared in meshwright:tags: canary, default, gateways, stable`,
        ],
    },
    {
        title: "a canary of the tag that the gateway follows without saying so",
        change: canary("gateways"),
        codes: ["canary-tag"],
        says: [
            `meshwright:gateways.istio-ingressgateway.canary.tag: the gateway follows the tag "gateways" itself, so its canary would be no other; write another tag`,
        ],
    },
    {
        title: "a canary that runs what the gateway runs",
        change: canary("stable"),
        codes: ["canary-alike"],
        says: [
            `meshwright:gateways.istio-ingressgateway.canary.tag: warning: both "stable" and "gateways" point to 1-30-5, so the canary runs what the gateway runs; move the tag, or remove the canary`,
        ],
    },
    {
        title: "a canary whose name is another gateway's",
        change: canary("canary", {
            "stack/gateways/istio-ingressgateway-canary": { kind: "ingress", namespace: "other" },
        }),
        codes: ["canary-name-taken"],
        says: [
            "meshwright:gateways.istio-ingressgateway.canary: the canary is named istio-ingressgateway-canary, and a gateway is named so already; rename one of them",
        ],
    },
    {
        title: "a canary whose name is too long",
        change: {
            "stack/revisions": revisions,
            "stack/tags": tags,
            [`stack/gateways/${"a".repeat(50)}-gateway`]: { kind: "ingress", canary: { tag: "canary" } },
        },
        codes: ["name-too-long"],
        says: [
            `meshwright:gateways.${"a".repeat(50)}-gateway.canary: the canary is named ${"a".repeat(50)}-gateway-canary, which has 65 characters of 63; give the gateway a shorter name`,
        ],
    },
];
