import type { Case } from "../../graph/problems/example";

const api = { hostname: "api.example.com", certificate: { secret: "own" } };
const route = { publicHost: "api", path: "/*", service: "web", open: "a shop window" };

/** A stack with one ingress gateway and these public hosts; the shop has a route on `api`. */
function hosts(all: Readonly<Record<string, unknown>>, more: Case["change"] = {}): Case["change"] {
    return {
        "stack/gateways/a-gateway": { kind: "ingress" },
        "stack/publicHosts": all,
        "shop/routes": [route],
        ...more,
    };
}

const at = (...steps: readonly string[]) => ["meshwright:publicHosts", "api", ...steps].join(".");

export const publicHostCases: readonly Case[] = [
    {
        title: "a pattern for a host",
        change: hosts({ api: { ...api, hostname: "*.example.com" } }),
        codes: ["wildcard-host"],
        says: [`${at("hostname")}: "*.example.com" is a pattern; name each host exactly`],
    },
    {
        title: "a star for a host",
        change: hosts({ api: { ...api, hostname: "*" } }),
        codes: ["wildcard-host"],
        says: [`${at("hostname")}: "*" is a pattern; name each host exactly`],
    },
    {
        title: "one host under two names",
        change: hosts({ api, again: api }),
        codes: ["duplicate-public-host"],
        says: [
            `${at("hostname")}: "api.example.com" is already the host of meshwright:publicHosts.again; namespaces share it by routes, remove one`,
        ],
    },
    {
        title: "a host without any gateway",
        change: { "stack/publicHosts": { api } },
        codes: ["gateway-missing"],
        says: [
            `${at("gateway")}: missing, and no ingress gateway is declared; declare one in meshwright:gateways`,
        ],
    },
    {
        title: "a host that might be any gateway's",
        change: hosts(
            { api },
            {
                "stack/gateways/b-gateway": { kind: "ingress", namespace: "second" },
            },
        ),
        codes: ["gateway-missing"],
        says: [
            `${at("gateway")}: missing, and there are several ingress gateways; write one of a-gateway, b-gateway`,
        ],
    },
    {
        title: "a host of an unknown gateway",
        change: hosts({ api: { ...api, gateway: "a-gatewy" } }),
        codes: ["unknown-gateway"],
        says: [
            `${at("gateway")}: unknown gateway "a-gatewy" (did you mean "a-gateway"?); declared: a-gateway, istio-egressgateway (meshwright:gateways)`,
        ],
    },
    {
        title: "a host of the way out",
        change: hosts({ api: { ...api, gateway: "istio-egressgateway" } }),
        codes: ["gateway-kind"],
        says: [`${at("gateway")}: "istio-egressgateway" leads out; write an ingress gateway`],
    },
    {
        title: "a server twice",
        change: hosts({ api: { ...api, servers: ["https", "https"] } }),
        codes: ["duplicate-item"],
        says: [`${at("servers")}[1]: "https" is there twice; remove one`],
    },
    {
        title: "no certificate where TLS ends",
        change: hosts({ api: { hostname: "api.example.com" } }),
        codes: ["certificate-missing"],
        says: [
            `${at("certificate")}: missing; TLS ends at the gateway, so write { issuer: … } or { secret: … }`,
        ],
    },
    {
        title: "a certificate from two places",
        change: hosts(
            { api: { ...api, certificate: { secret: "own", issuer: "ours" } } },
            { "stack/issuers": { ours: { kind: "selfSigned" } } },
        ),
        codes: ["certificate-source"],
        says: [`${at("certificate")}: names both; write one of issuer or secret`],
    },
    {
        title: "a certificate of a connection that is passed through",
        change: {
            ...hosts({
                api: {
                    ...api,
                    servers: ["passthrough"],
                    passthrough: { service: "shop/web", port: 443 },
                },
            }),
        },
        codes: ["certificate-elsewhere"],
        says: [`${at("certificate")}: the connection is passed through with its TLS left alone; remove it`],
    },
    {
        title: "a connection that is passed through to nowhere",
        change: hosts({ api: { hostname: "api.example.com", servers: ["passthrough"] } }),
        codes: ["passthrough-missing"],
        says: [
            `${at("passthrough")}: missing; write where the connection ends, such as { service: users/directory, port: 636 }`,
        ],
    },
    {
        title: "an end of connections that are not passed through",
        change: hosts({ api: { ...api, passthrough: { service: "shop/web", port: 443 } } }),
        codes: ["passthrough-elsewhere"],
        says: [`${at("passthrough")}: "passthrough" is not among its servers; add it there, or remove this`],
    },
    {
        title: "an unknown issuer",
        change: hosts(
            { api: { ...api, certificate: { issuer: "our" } } },
            { "stack/issuers": { ours: { kind: "selfSigned" } } },
        ),
        codes: ["unknown-issuer"],
        says: [
            `${at("certificate", "issuer")}: unknown issuer "our" (did you mean "ours"?); declared: ours (meshwright:issuers)`,
        ],
    },
    {
        title: "a Secret that cert-manager might write",
        change: hosts({ api: { ...api, certificate: { secret: "api-tls" } } }),
        codes: ["reserved-secret"],
        says: [
            `${at("certificate", "secret")}: "api-tls" ends like the Secrets that cert-manager writes here (-tls, -ca); choose another name`,
        ],
    },
];
