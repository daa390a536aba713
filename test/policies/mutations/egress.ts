import { joined, service } from "../accessObjects";
import type { Props } from "../crossguard";
import { routeOf } from "../edgeObjects";
import { backendTls, networkPolicy, ruleFor, serviceEntry } from "../egressObjects";
import {
    authorizationPolicy,
    configMap,
    deployment,
    namespace,
    peerAuthentication,
    podTemplate,
    sidecar,
} from "../objects";
import { added, editYaml, type Mutation, meshConfig } from "./mutation";

const here = "elsewhere";
const host = `orders.${here}.svc.cluster.local`;
/** What a DestinationRule of a namespace that is nobody else's says; its callers are its own. */
const rule = (spec: Props) => ruleFor({ host, trafficPolicy: calm, ...spec }, "orders", here);
/** As a rule that nobody has anything to say about. */
const calm = { outlierDetection: { consecutive5xxErrors: 5 } };
const withTls = (tls: Props, more: Props = {}) => rule({ trafficPolicy: { ...calm, tls }, ...more });
const entry = (spec: Props, name?: string) => serviceEntry(spec, name, here);
const plainPods = deployment(podTemplate(), "orders", here);
const ambient = [
    namespace(here, { "istio.io/dataplane-mode": "ambient" }),
    networkPolicy({ policyTypes: ["Ingress", "Egress"] }, "default-deny", here),
    peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: here }),
    authorizationPolicy({}, { name: "default-deny", namespace: here }),
];

export const egressMutations: readonly Mutation[] = [
    {
        rule: "D-02",
        title: "ports nobody declared",
        ...meshConfig,
        change: editYaml("mesh", { inboundTrafficPolicy: { mode: "PASSTHROUGH" } }),
    },
    {
        rule: "D-03",
        title: "a namespace whose egress only sidecars close",
        ...added(
            namespace(here, { "istio.io/rev": "default" }),
            networkPolicy({ policyTypes: ["Ingress"] }, "default-deny", here),
            peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: here }),
            authorizationPolicy({}, { name: "default-deny", namespace: here }),
        ),
    },
    {
        rule: "D-04",
        title: "every host of the internet",
        ...added(entry({ hosts: ["*.com"], resolution: "STATIC", endpoints: [{ address: "192.0.2.1" }] })),
    },
    {
        rule: "D-05",
        title: "a Service of another namespace",
        ...added(entry({ hosts: ["payments.bank.svc.cluster.local"] })),
    },
    { rule: "D-06", title: "a host for every namespace", ...added(entry({ exportTo: ["*"] })) },
    {
        rule: "D-07",
        title: "a Sidecar that takes in everything",
        ...added(sidecar({ egress: [{ hosts: ["*/*"] }] }, { namespace: here })),
    },
    {
        rule: "D-09",
        title: "TLS of its own towards the mesh",
        ...added(
            withTls({ mode: "SIMPLE", caCertificates: "/etc/roots.pem" }),
            service([{ name: "http", port: 8080 }], {}, { namespace: here }),
            joined({}, {}, here),
            authorizationPolicy({}, { name: "default-deny", namespace: here }),
        ),
    },
    {
        rule: "D-10",
        title: "a rule that drops mutual TLS of a wider one",
        ...added(
            ruleFor(
                {
                    host: `*.${here}.svc.cluster.local`,
                    trafficPolicy: { ...calm, tls: { mode: "ISTIO_MUTUAL" } },
                },
                "all",
                here,
            ),
            rule({}),
            // A second mesh configuration: where one is not automatic, nobody can rely on it.
            configMap("istio-other", {
                mesh: "enableAutoMtls: no\noutboundTrafficPolicy: { mode: REGISTRY_ONLY }\npathNormalization: { normalization: MERGE_SLASHES }\naccessLogFile: /dev/stdout\n",
            }),
        ),
    },
    {
        rule: "D-12",
        title: "every root of the image",
        ...added(withTls({ mode: "SIMPLE" }, { host: "partner.example.com" }), entry({})),
    },
    {
        rule: "D-13",
        title: "a credential that sidecars ignore",
        ...added(
            withTls({ mode: "SIMPLE", credentialName: "partner" }, { host: "partner.example.com" }),
            entry({}),
        ),
    },
    {
        rule: "D-14",
        title: "roots that are not there",
        ...added(
            {
                ...backendTls({
                    targetRefs: [{ group: "", kind: "Service", name: "orders" }],
                    validation: {
                        hostname: "a",
                        caCertificateRefs: [{ group: "", kind: "ConfigMap", name: "roots" }],
                    },
                }),
                metadata: { name: "orders", namespace: here },
            },
            configMap("other", {}, here),
        ),
    },
    {
        rule: "D-15",
        title: "no automatic mutual TLS",
        ...meshConfig,
        change: editYaml("mesh", { enableAutoMtls: false }),
    },
    {
        rule: "D-16",
        title: "addresses of others",
        ...added(
            service([{ name: "http", port: 80 }], { externalIPs: ["203.0.113.7"] }, { namespace: here }),
        ),
    },
    {
        rule: "D-17",
        title: "plain HTTP to the outside",
        ...added(entry({ ports: [{ number: 80, name: "http", protocol: "HTTP" }] })),
    },
    {
        rule: "D-18",
        title: "copies of requests to the outside",
        ...added(
            routeOf(
                {
                    hosts: [host],
                    exportTo: ["."],
                    http: [
                        {
                            timeout: "5s",
                            route: [{ destination: { host } }],
                            mirror: { host: "shadow.example.com" },
                        },
                    ],
                },
                { namespace: here },
            ),
            entry({ hosts: ["shadow.example.com"], ports: [{ number: 443, name: "tls", protocol: "TLS" }] }),
        ),
    },
    {
        rule: "D-19",
        title: "a namespace that is not there",
        ...added(entry({ exportTo: ["nowhere"] }), namespace("other", { "meshwright.io/stage": "off" })),
    },
    {
        rule: "D-20",
        title: "a subset of no pods",
        ...added(
            rule({ subsets: [{ name: "v1", labels: { version: "v1" } }] }),
            service([{ name: "http", port: 80 }], {}, { namespace: here }),
            plainPods,
        ),
    },
    {
        rule: "D-21",
        title: "two rules for one host",
        ...added(rule({}), { ...rule({}), metadata: { name: "second", namespace: here } }),
    },
    {
        rule: "D-22",
        title: "two protocols for one port",
        ...added(entry({}), entry({ ports: [{ number: 443, name: "https", protocol: "HTTPS" }] }, "second")),
    },
    {
        rule: "D-23",
        title: "a TCP port without an address",
        ...meshConfig,
        change: editYaml("mesh", {
            defaultConfig: { proxyMetadata: { PILOT_ENABLE_IP_AUTOALLOCATE: "false" } },
        }),
        besides: [entry({ ports: [{ number: 5432, name: "tcp", protocol: "TCP" }] })],
    },
    {
        rule: "D-24",
        title: "two Sidecars for a namespace",
        ...added(
            sidecar({ egress: [{ hosts: ["./*"] }] }, { namespace: here }),
            sidecar({ egress: [{ hosts: ["./*"] }] }, { name: "second", namespace: here }),
        ),
    },
    {
        rule: "D-25",
        title: "a host that is not there",
        ...added(
            sidecar({ egress: [{ hosts: [`./order.${here}.svc.cluster.local`] }] }, { namespace: here }),
            service([{ name: "http", port: 80 }], {}, { namespace: here }),
        ),
    },
    { rule: "D-26", title: "a host nobody can resolve", ...added(entry({ hosts: ["*.example.com"] })) },
    {
        rule: "D-27",
        title: "a subset twice",
        ...added(
            rule({
                subsets: [
                    { name: "a", labels: { a: "b" } },
                    { name: "a", labels: { a: "c" } },
                ],
            }),
        ),
    },
    {
        rule: "D-28",
        title: "a rule about requests that no waypoint reads",
        ...added(
            ...ambient,
            rule({ trafficPolicy: { ...calm, connectionPool: { http: { http2MaxRequests: 10 } } } }),
        ),
    },
    { rule: "D-29", title: "a Sidecar that says nothing", ...added(sidecar({}, { namespace: here })) },
    {
        rule: "D-30",
        title: "a policy for a port that says nothing",
        ...added(rule({ trafficPolicy: { ...calm, portLevelSettings: [{ port: { number: 80 } }] } })),
    },
    {
        rule: "D-31",
        title: "a count that is deprecated",
        ...added(
            rule({ trafficPolicy: { outlierDetection: { ...calm.outlierDetection, consecutiveErrors: 5 } } }),
        ),
    },
];
