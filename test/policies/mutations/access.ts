import {
    allow as allowed,
    deny,
    issuer,
    joined,
    requestAuthentication,
    service,
    serviceAccount,
} from "../accessObjects";
import type { Props } from "../crossguard";
import { authorizationPolicy, closedNetwork, namespace, peerAuthentication } from "../objects";
import { allow, editYaml, type Mutation, meshConfig, provider, set } from "./mutation";

const operation = ["spec", "rules", 0, "to", 0, "operation"];
const source = ["spec", "rules", 0, "from", 0, "source"];
const same = (object: Props) => object;
const anywhere = { ...allow, change: same };
/** A workload in a namespace of its own, which joins the mesh by itself. */
const elsewhere = joined({ serviceAccountName: "orders" }, {}, "elsewhere");
const verifying = (rule: object) => [
    requestAuthentication([{ ...issuer, ...rule }], {}, { namespace: "elsewhere" }),
    authorizationPolicy(
        { rules: [{ from: [{ source: { requestPrincipals: ["https://id.example.com/*"] } }] }] },
        { namespace: "elsewhere" },
    ),
];
const inElsewhere = (policy: Props): Props => ({
    ...policy,
    metadata: { ...(policy["metadata"] as Props), namespace: "elsewhere" },
});

/** Rules about who may call whom: what an object says by itself, and what it needs others for. */
export const accessMutations: readonly Mutation[] = [
    {
        rule: "A-06",
        title: "callers from any namespace",
        ...allow,
        change: set([...source, "principals"], ["*/sa/frontend"]),
    },
    {
        rule: "A-08",
        title: "a workload that joins by itself, without a policy",
        ...anywhere,
        besides: [elsewhere],
    },
    {
        rule: "A-09",
        title: "an ALLOW of all paths but some",
        ...allow,
        change: set(operation, { notPaths: ["/admin"] }),
    },
    {
        rule: "A-10",
        title: "addresses that are whatever a header says",
        ...allow,
        change: set([...source, "remoteIpBlocks"], ["203.0.113.0/24"]),
    },
    {
        rule: "A-10",
        title: "addresses of the internet where only pods call",
        ...anywhere,
        besides: [
            elsewhere,
            service([{ name: "http", port: 80 }], {}, { namespace: "elsewhere" }),
            authorizationPolicy({}, { name: "default-deny", namespace: "elsewhere" }),
            inElsewhere(deny({ from: [{ source: { ipBlocks: ["203.0.113.0/24"] } }] })),
        ],
    },
    {
        rule: "A-11",
        title: "callers by their address alone",
        ...allow,
        change: set(source, { ipBlocks: ["10.0.0.0/8"] }),
    },
    {
        rule: "A-12",
        title: "a DENY of paths, and paths as they come",
        ...meshConfig,
        change: editYaml("mesh", { pathNormalization: { normalization: "BASE" } }),
        besides: [inElsewhere(deny({ to: [{ operation: { paths: ["/a/*"], ports: ["8080"] } }] }))],
    },
    {
        rule: "A-13",
        title: "a DENY of one spelling",
        ...anywhere,
        besides: [inElsewhere(deny({ to: [{ operation: { paths: ["/a"], ports: ["8080"] } }] }))],
    },
    {
        rule: "A-14",
        title: "the port of a Service",
        ...anywhere,
        besides: [
            elsewhere,
            service([{ name: "http", port: 80, targetPort: 8080 }], {}, { namespace: "elsewhere" }),
            inElsewhere(
                allowed({
                    when: [{ key: "request.auth.principal", values: ["a/*"] }],
                    to: [{ operation: { ports: ["80"] } }],
                }),
            ),
        ],
    },
    {
        rule: "A-15",
        title: "a DENY of paths that reaches a TCP port",
        ...anywhere,
        besides: [
            elsewhere,
            service([{ name: "tcp-sql", port: 5432 }], {}, { namespace: "elsewhere" }),
            inElsewhere(deny({ to: [{ operation: { notPaths: ["/a"] } }] })),
            authorizationPolicy({}, { name: "default-deny", namespace: "elsewhere" }),
        ],
    },
    {
        rule: "A-16",
        title: "a policy that is tried out for ever",
        ...allow,
        change: set(["metadata", "annotations"], { "istio.io/dry-run": "true" }),
    },
    {
        rule: "A-17",
        title: "callers by identity where plaintext is accepted",
        ...anywhere,
        besides: [
            elsewhere,
            inElsewhere(
                allowed({
                    from: [{ source: { principals: ["cluster.local/ns/istio-system/sa/prometheus"] } }],
                }),
            ),
            peerAuthentication({ mtls: { mode: "UNSET" } }, { namespace: "elsewhere" }),
        ],
    },
    {
        rule: "A-18",
        title: "an authorizer that fails open",
        ...meshConfig,
        change: provider({ name: "a", envoyExtAuthzGrpc: { failOpen: true } }),
    },
    {
        rule: "A-19",
        title: "callers by a header they write",
        ...anywhere,
        // Anywhere but at a gateway a rule without callers is refused altogether.
        besides: [
            authorizationPolicy(
                {
                    selector: { matchLabels: { istio: "ingressgateway" } },
                    rules: [{ when: [{ key: "request.headers[x-user]", values: ["a"] }] }],
                },
                { name: "by-header", namespace: "istio-ingress" },
            ),
        ],
    },
    {
        rule: "A-20",
        title: "the identity of whoever names none",
        ...allow,
        change: set([...source, "principals"], ["cluster.local/ns/core/sa/default"]),
    },
    {
        rule: "A-21",
        title: "a trust domain nobody knows",
        ...allow,
        change: set([...source, "principals"], ["elsewhere/ns/istio-system/sa/prometheus"]),
    },
    {
        rule: "A-21",
        title: "the name of every mesh in one over two networks",
        ...meshConfig,
        change: (object) => ({
            ...object,
            data: { ...(object["data"] as Props), meshNetworks: "networks: { one: {}, two: {} }" },
        }),
    },
    {
        rule: "A-22",
        title: "paths where only connections are seen",
        ...anywhere,
        besides: [
            closedNetwork("elsewhere"),
            namespace("elsewhere", { "istio.io/dataplane-mode": "ambient" }),
            peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "elsewhere" }),
            authorizationPolicy({}, { name: "default-deny", namespace: "elsewhere" }),
            inElsewhere(
                allowed({
                    from: [{ source: { principals: ["cluster.local/ns/istio-system/sa/prometheus"] } }],
                    to: [{ operation: { paths: ["/a"] } }],
                }),
            ),
        ],
    },
    {
        rule: "A-23",
        title: "a policy for no pod",
        ...allow,
        change: set(["spec", "selector", "matchLabels"], { app: "nothing" }),
    },
    {
        rule: "A-24",
        title: "a method that does not exist",
        ...allow,
        change: set([...operation, "methods"], ["FETCH"]),
    },
    {
        rule: "A-25",
        title: "a caller that does not exist",
        ...allow,
        change: set([...source, "principals"], ["cluster.local/ns/core/sa/nobody"]),
        besides: [serviceAccount("orders")],
    },
    {
        rule: "A-26",
        title: "a host that does not exist",
        ...allow,
        change: set([...operation, "hosts"], ["order.elsewhere.svc.cluster.local:*"]),
        besides: [service([{ name: "http", port: 8080 }], {}, { namespace: "elsewhere" })],
    },
    {
        rule: "B-01",
        title: "tokens that are verified and not asked for",
        ...anywhere,
        besides: verifying({}).slice(0, 1),
    },
    {
        rule: "B-02",
        title: "a token of any issuer",
        ...allow,
        change: set([...source, "requestPrincipals"], ["*"]),
    },
    {
        rule: "B-03",
        title: "keys in plaintext",
        ...anywhere,
        besides: verifying({ jwksUri: "http://id.example.com/keys" }),
    },
    {
        rule: "B-04",
        title: "an istiod that fetches keys from anywhere",
        kind: "Deployment",
        name: /^istiod-/,
        change: set(["spec", "template", "spec", "containers", 0, "env", 1], { name: "OTHER", value: "1" }),
        besides: verifying({}),
    },
    {
        rule: "B-05",
        title: "a private key",
        ...anywhere,
        besides: verifying({ jwksUri: undefined, jwks: '{"keys":[{"kty":"oct","k":"a"}]}' }),
    },
    {
        rule: "B-06",
        title: "claims in place of a token",
        ...anywhere,
        besides: verifying({ outputPayloadToHeader: "authorization" }),
    },
    {
        rule: "B-07",
        title: "a route by claims nobody verified",
        ...anywhere,
        besides: [
            {
                apiVersion: "networking.istio.io/v1",
                kind: "VirtualService",
                metadata: { name: "claims", namespace: "elsewhere" },
                spec: {
                    hosts: ["a.elsewhere.svc.cluster.local"],
                    exportTo: ["."],
                    http: [
                        {
                            match: [{ headers: { "@request.auth.claims.group": { exact: "a" } } }],
                            route: [{ destination: { host: "a.elsewhere.svc.cluster.local" } }],
                            timeout: "5s",
                        },
                    ],
                },
            },
        ],
    },
];
