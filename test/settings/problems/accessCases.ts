import type { Case } from "../../graph/problems/example";

const jwksUri = "https://auth.example.com/keys";
const modulus = "n".repeat(342);
const rsa = { kty: "RSA", kid: "1", n: modulus, e: "AQAB" };

/** The example with a token issuer; `issuer` and `jwksUri` stand unless the case says otherwise. */
function token(
    title: string,
    raw: Readonly<Record<string, unknown>>,
    code: string,
    at: string,
    says: string,
): Case {
    return {
        title,
        change: { "stack/tokens": { users: raw } },
        codes: [code],
        says: [`meshwright:tokens.users${at}: ${says}`],
    };
}

function keys(title: string, set: unknown, says: string): Case {
    const text = typeof set === "string" ? set : JSON.stringify(set);
    return token(title, { issuer: "a", jwks: text }, "bad-jwks", ".jwks", says);
}

const keyCases: readonly Case[] = [
    keys(
        "keys that are no JSON",
        "-----BEGIN PUBLIC KEY-----",
        `is not a JSON Web Key Set; write {"keys":[...]} with at least one public key, as the issuer publishes it`,
    ),
    keys(
        "a set without keys",
        { keys: [] },
        `is not a JSON Web Key Set; write {"keys":[...]} with at least one public key, as the issuer publishes it`,
    ),
    keys(
        "a private key, without repeating it",
        { keys: [{ ...rsa, d: "secret" }] },
        `keys[0] has the private member "d"; whoever reads it can sign tokens, so replace that key at the issuer and write its public half`,
    ),
    keys(
        "a shared secret",
        { keys: [{ kty: "oct", k: "secret" }] },
        `keys[0] has the private member "k"; whoever reads it can sign tokens, so replace that key at the issuer and write its public half`,
    ),
    keys(
        "a kind of key no proxy knows",
        { keys: [{ kty: "XYZ" }] },
        `keys[0] has the kty "XYZ"; allowed: RSA, EC, OKP`,
    ),
    keys(
        "a key without its members",
        { keys: [rsa, { kty: "EC", crv: "P-256", x: "x" }] },
        `keys[1] has no usable "y"; a public EC key has crv, x, y`,
    ),
    keys(
        "a curve no proxy knows",
        { keys: [{ kty: "EC", crv: "P-192", x: "x", y: "y" }] },
        `keys[0] has the crv "P-192"; allowed: P-256, P-384, P-521`,
    ),
    keys(
        "a key that is too short",
        { keys: [{ ...rsa, n: "n".repeat(171) }] },
        "keys[0] is shorter than 2048 bits; use a longer key",
    ),
    keys(
        "two keys with one name",
        { keys: [rsa, rsa] },
        "keys[1] has the kid of a key before it; give each key its own, or a token may be judged by the wrong one",
    ),
    keys(
        "a set that is far too long",
        { keys: [{ ...rsa, x5c: "x".repeat(70_000) }] },
        `has ${JSON.stringify({ keys: [{ ...rsa, x5c: "" }] }).length + 70_000} characters; shorten it to 65536 or fewer: keep the keys in use`,
    ),
];

const uriSays = (shown: string) =>
    `${shown} is not an address of keys; write it with https:// and the host in lower case, as in "https://auth.example.com/.well-known/jwks.json": whoever can change the keys on their way can sign tokens`;

export const accessCases: readonly Case[] = [
    token(
        "a token issuer that is a pattern",
        { issuer: "https://*.example.com", jwksUri },
        "bad-token-issuer",
        ".issuer",
        `"https://*.example.com" is a pattern, and would accept tokens of issuers nobody named; write the "iss" claim exactly`,
    ),
    token(
        "a token issuer with a space",
        { issuer: "a b", jwksUri },
        "bad-token-issuer",
        ".issuer",
        `"a b" is not an issuer; write the "iss" claim exactly, 1 to 256 printable characters without spaces`,
    ),
    token(
        "keys that are fetched in plain text",
        { issuer: "a", jwksUri: "http://auth.example.com/keys" },
        "bad-jwks-uri",
        ".jwksUri",
        uriSays(`"http://auth.example.com/keys"`),
    ),
    token(
        "an address of keys with a password",
        { issuer: "a", jwksUri: "https://me:pw@auth.example.com/keys" },
        "bad-jwks-uri",
        ".jwksUri",
        uriSays(`"https://me:pw@auth.example.com/keys"`),
    ),
    token(
        "an audience that is a pattern",
        { issuer: "a", jwksUri, audiences: ["api*"] },
        "bad-audience",
        ".audiences[0]",
        `"api*" is not an audience; write the "aud" claim exactly, printable characters without spaces or "*"`,
    ),
    token(
        "a token issuer without keys",
        { issuer: "a" },
        "token-keys",
        "",
        "says nothing of keys; write jwksUri, which istiod fetches, or jwks with the keys themselves",
    ),
    token(
        "keys from two places",
        { issuer: "a", jwksUri, jwks: JSON.stringify({ keys: [rsa] }) },
        "token-keys",
        "",
        "has jwksUri and jwks, and istiod takes the keys from one place; remove one",
    ),
    {
        title: "nothing about keys that are inline and public",
        change: {
            "stack/tokens": {
                users: {
                    issuer: "hwa-auth-service",
                    jwks: JSON.stringify({
                        keys: [
                            rsa,
                            { kty: "EC", crv: "P-256", x: "x", y: "y" },
                            { kty: "OKP", crv: "Ed25519", x: "x" },
                        ],
                    }),
                },
            },
        },
        codes: [],
        says: [],
    },
    {
        title: "one issuer under two names",
        change: {
            "stack/tokens": {
                users: { issuer: "a", jwks: JSON.stringify({ keys: [rsa] }) },
                again: { issuer: "a", jwks: JSON.stringify({ keys: [rsa] }) },
            },
        },
        codes: ["duplicate-token-issuer"],
        says: [
            `meshwright:tokens.users.issuer: "a" is already the issuer of "again", and rules tell tokens apart by their issuer; merge the two`,
        ],
    },
    {
        title: "a token issuer with a name of its own kind",
        change: { "stack/tokens": { "my users": { issuer: "a", jwks: JSON.stringify({ keys: [rsa] }) } } },
        codes: ["bad-name"],
        says: [
            `meshwright:tokens["my users"]: "my users" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    ...keyCases,
    {
        title: "an authorizer that is no service",
        change: {
            "stack/authorizers": { checks: { protocol: "http", host: "authz.example.com", port: 80 } },
        },
        codes: ["bad-authorizer-host"],
        says: [
            `meshwright:authorizers.checks.host: "authz.example.com" is not the full host of a service; write it as in "authz.edge.svc.cluster.local"`,
        ],
    },
    {
        title: "an authorizer with a name istiod would not take",
        change: {
            "stack/authorizers": {
                ["c".repeat(53)]: { protocol: "http", host: "web.shop.svc.cluster.local", port: 80 },
            },
        },
        codes: ["name-too-long"],
        says: [
            `meshwright:authorizers.${"c".repeat(53)}: "${"c".repeat(53)}" has 53 characters; shorten it to 52 or fewer`,
        ],
    },
    {
        title: "headers that gRPC decides itself",
        change: {
            "stack/authorizers": {
                checks: {
                    protocol: "grpc",
                    host: "accounts.bank.svc.cluster.local",
                    port: 9000,
                    includeHeaders: ["cookie"],
                    forwardHeaders: ["x-user"],
                },
            },
        },
        codes: ["authorizer-headers", "authorizer-headers"],
        says: [
            "meshwright:authorizers.checks.includeHeaders: over gRPC it is sent every header; remove it",
            "meshwright:authorizers.checks.forwardHeaders: over gRPC its answer itself says which headers the service gets; remove it",
        ],
    },
    {
        title: "headers that an authorizer is to read from clients and to answer with",
        change: {
            "stack/authorizers": {
                checks: {
                    protocol: "http",
                    host: "accounts.bank.svc.cluster.local",
                    port: 9000,
                    includeHeaders: ["authorization", "x-user"],
                    forwardHeaders: ["authorization", "x-user"],
                },
            },
        },
        codes: ["authorizer-headers"],
        says: [
            `meshwright:authorizers.checks.includeHeaders[1]: "x-user" is also in forwardHeaders, and what the authorizer answers with is taken from clients before it is asked; remove it from one of the two`,
        ],
    },
    {
        title: "a header that is a pattern",
        change: {
            "stack/authorizers": {
                checks: {
                    protocol: "http",
                    host: "web.shop.svc.cluster.local",
                    port: 80,
                    includeHeaders: ["x-*"],
                },
            },
        },
        codes: ["bad-header"],
        says: [
            `meshwright:authorizers.checks.includeHeaders[0]: "x-*" is not a header name; write it in lower case, such as "x-session-id"`,
        ],
    },
];
