import { type Case, gone } from "./example";

const host = "api.example.com";

function external(more: Readonly<Record<string, unknown>>): Case["change"] {
    return { [`shop/externals/${host}`]: { owner: "partner", ...more } };
}

const http = { protocol: "http", port: 80 };

export const externalCases: readonly Case[] = [
    {
        title: "nothing about a plain host whose TLS the mesh adds",
        change: external({
            ...http,
            timeout: "none",
            originate: {
                port: 8443,
                subjectAltNames: [host, "api.partner.example.com"],
                caSecret: "partner-ca",
            },
        }),
        codes: [],
        says: [],
    },
    {
        title: "nothing about a plain host with a timeout and every default of its TLS",
        change: external({ ...http, timeout: "30s", originate: {} }),
        codes: [],
        says: [],
    },
    {
        title: "TLS on top of TLS",
        change: external({ originate: {} }),
        codes: ["originate-on-tls"],
        says: [
            `catalog/shop.yaml: externals["${host}"].originate: callers of "${host}" encrypt themselves (protocol: tls), so there is nothing to add; remove it, or write protocol: http`,
        ],
    },
    {
        title: "a timeout of requests that nobody sees",
        change: external({ protocol: "tls", timeout: "5s" }),
        codes: ["timeout-on-tls"],
        says: [
            `catalog/shop.yaml: externals["${host}"].timeout: callers of "${host}" encrypt themselves (protocol: tls), so no proxy sees when a request ends; remove it`,
        ],
    },
    {
        title: "nothing further about a host whose protocol cannot be read",
        change: external({ protocol: "htp", timeout: "5s", originate: {} }),
        codes: ["wrong-word"],
        says: [
            `catalog/shop.yaml: externals["${host}"].protocol: must be one of tls, http, got "htp" (did you mean "http"?)`,
        ],
    },
    {
        title: "a pattern as the name of a certificate",
        change: external({ ...http, originate: { subjectAltNames: ["*.example.com"] } }),
        codes: ["wildcard-host"],
        says: [
            `catalog/shop.yaml: externals["${host}"].originate.subjectAltNames[0]: "*.example.com" is a pattern; name each host exactly`,
        ],
    },
    {
        title: "a certificate without a name",
        change: external({ ...http, originate: { subjectAltNames: [] } }),
        codes: ["empty"],
        says: [
            `catalog/shop.yaml: externals["${host}"].originate.subjectAltNames: is empty; write a list such as [auth.example.com]`,
        ],
    },
    {
        title: "a Secret that no Secret can be called",
        change: external({ ...http, originate: { caSecret: "Partner CA" } }),
        codes: ["bad-name"],
        says: [
            `catalog/shop.yaml: externals["${host}"].originate.caSecret: "Partner CA" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a port of TLS that is none",
        change: external({ ...http, originate: { port: 70000 } }),
        codes: ["bad-port"],
        says: [
            `catalog/shop.yaml: externals["${host}"].originate.port: must be a whole number from 1 to 65535, got 70000`,
        ],
    },
    {
        title: "that nothing holds callers to their hosts without an egress gateway",
        change: { "stack/gateways": gone },
        codes: ["no-egress-gateway"],
        says: [
            `meshwright:gateways: warning: no egress gateway: nothing enforces which workload reaches which host outside (${host}), each sidecar goes out by itself; add { istio-egressgateway: { kind: egress } }`,
        ],
    },
    {
        title: "no missing gateway where nobody in the mesh calls a host outside",
        change: {
            "stack/gateways": gone,
            "shop/externals": gone,
            "shop/calls/4": { from: "nightly", store: "cache" },
        },
        codes: [],
        says: [],
    },
    {
        title: "a Secret of an egress gateway that is not there",
        change: { ...external({ ...http, originate: { caSecret: "partner-ca" } }), "stack/gateways": gone },
        codes: ["secret-without-gateway", "no-egress-gateway"],
        says: [
            `catalog/shop.yaml: externals["${host}"].originate.caSecret: this stack has no egress gateway, and only a gateway reads a Secret of its namespace; declare one under meshwright:gateways, or remove it`,
            `meshwright:gateways: warning: no egress gateway: nothing enforces which workload reaches which host outside (${host}), each sidecar goes out by itself; add { istio-egressgateway: { kind: egress } }`,
        ],
    },
    {
        title: "a service named like what is derived for a host outside",
        change: {
            "shop/services/external-api": {
                workload: "ledger",
                ports: { tcp: { port: 7001, targetPort: 7000, protocol: "tcp" } },
            },
        },
        codes: ["reserved-name"],
        says: [
            `catalog/shop.yaml: services.external-api: "external-api" begins like what is derived for hosts outside; give the service a name without "external-"`,
        ],
    },
];
