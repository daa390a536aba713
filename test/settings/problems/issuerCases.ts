import type { Case } from "../../graph/problems/example";

/** A stack with one public host that asks this issuer. */
function issuer(raw: unknown, name = "ours", more: Case["change"] = {}): Case["change"] {
    return {
        "stack/gateways/a-gateway": { kind: "ingress" },
        "stack/publicHosts": { api: { hostname: "api.example.com", certificate: { issuer: name } } },
        "stack/issuers": { [name]: raw },
        "shop/routes": [{ publicHost: "api", path: "/*", service: "web", open: "a shop window" }],
        ...more,
    };
}

const vault = { kind: "vault", server: "https://vault.example.com", path: "pki/sign/mesh", role: "mesh" };

export const issuerCases: readonly Case[] = [
    {
        title: "an authority without its Secret",
        change: issuer({ kind: "ca" }),
        codes: ["missing-key"],
        says: ["meshwright:issuers.ours.secret: missing; an issuer of kind ca needs secret"],
    },
    {
        title: "a server of an authority of its own",
        change: issuer({ kind: "selfSigned", server: "https://vault.example.com" }),
        codes: ["issuer-key-elsewhere"],
        says: ["meshwright:issuers.ours.server: an issuer of kind selfSigned has nothing more; remove it"],
    },
    {
        title: "a Vault that is asked in plain text",
        change: issuer({ ...vault, server: "http://vault.example.com" }),
        codes: ["bad-issuer"],
        says: [
            `meshwright:issuers.ours.server: "http://vault.example.com" does not fit; write it as in "https://vault.example.com"`,
        ],
    },
    {
        title: "a Vault without a role",
        change: issuer({ kind: "vault", server: vault.server, path: vault.path }),
        codes: ["missing-key"],
        says: ["meshwright:issuers.ours.role: missing; an issuer of kind vault needs server, path, role"],
    },
    {
        title: "an ACME account nobody can write to",
        change: issuer({ kind: "acme", server: "https://acme.example.com/directory", email: "platform" }),
        codes: ["bad-issuer"],
        says: [
            `meshwright:issuers.ours.email: "platform" does not fit; write it as in "platform@example.com"`,
        ],
    },
    {
        title: "an issuer by the name of what signs the roots",
        change: issuer({ kind: "ca", secret: "own" }, "self-signed"),
        codes: ["reserved-name"],
        says: [
            `meshwright:issuers.self-signed: "self-signed" is what signs the roots of the others; choose another name`,
        ],
    },
    {
        title: "an issuer nobody asks",
        change: { "stack/issuers": { ours: { kind: "selfSigned" } } },
        codes: ["issuer-unused"],
        says: [
            "meshwright:issuers.ours: warning: no public host asks it for a certificate; remove it until one does",
        ],
    },
    {
        title: "cert-manager in a team's namespace",
        change: issuer(vault, "ours", { "stack/certManager": { namespace: "shop" } }),
        codes: ["namespace-taken"],
        says: [
            `meshwright:certManager.namespace: the namespace "shop" is already that of meshwright:namespaces.shop; write one of its own`,
        ],
    },
];
