import { gatewayOf } from "../controlPlane";
import type { Props } from "../crossguard";
import { gateway, https, plainHttp, routeOf, secretOf, tls } from "../edgeObjects";
import { deployment, podTemplate } from "../objects";
import { added, editYaml, type Mutation, meshConfig } from "./mutation";

/** A gateway of its own, and what it serves. */
const edge = gatewayOf("gateways", "elsewhere", "edge-gateway");
const selector = { istio: "edge-gateway" };
const serving = (...servers: unknown[]): readonly Props[] => [
    edge,
    gateway(servers, { selector }, "edge", "elsewhere"),
];
const routing = (spec: Props) =>
    added(
        routeOf(
            {
                hosts: ["a.example.com"],
                gateways: ["edge"],
                exportTo: ["."],
                http: [
                    {
                        timeout: "5s",
                        route: [{ destination: { host: "a.elsewhere.svc.cluster.local" } }],
                        ...spec,
                    },
                ],
            },
            { namespace: "elsewhere" },
        ),
        ...serving(https({})),
    );
const withContainer = (object: Props, more: Props): Props => {
    const copy = structuredClone(object) as { spec: { template: { spec: { containers: Props[] } } } };
    copy.spec.template.spec.containers = copy.spec.template.spec.containers.map((each) => ({
        ...each,
        ...more,
    }));
    return copy as unknown as Props;
};

const unlimited = (object: Props): Props => {
    const copy = structuredClone(object) as { spec: { template: { metadata: { annotations?: Props } } } };
    delete copy.spec.template.metadata.annotations;
    return copy as unknown as Props;
};

export const edgeMutations: readonly Mutation[] = [
    { rule: "C-01", title: "a gateway for every host", ...added(...serving(https({ hosts: ["*"] }))) },
    {
        rule: "C-02",
        title: "a route for every host",
        ...added(
            routeOf(
                {
                    hosts: ["*.example.com"],
                    gateways: ["edge"],
                    exportTo: ["."],
                    http: [
                        {
                            timeout: "5s",
                            route: [{ destination: { host: "a.elsewhere.svc.cluster.local" } }],
                        },
                    ],
                },
                { namespace: "elsewhere" },
            ),
            ...serving(https({ hosts: ["./*.example.com"] })),
        ),
    },
    { rule: "C-03", title: "plain HTTP to the public", ...added(...serving(plainHttp({}))) },
    {
        rule: "C-04",
        title: "TLS 1.0",
        ...added(
            ...serving(
                https({ tls: { mode: "SIMPLE", credentialName: "a", minProtocolVersion: "TLSV1_0" } }),
            ),
        ),
    },
    {
        rule: "C-05",
        title: "client certificates that may be missing",
        ...added(...serving(tls("OPTIONAL_MUTUAL", {}))),
    },
    {
        rule: "C-06",
        title: "every Service by its SNI",
        ...added(...serving({ ...https({}), tls: { mode: "AUTO_PASSTHROUGH" } })),
    },
    {
        rule: "C-07",
        title: "a wildcard beside a host that asks for certificates",
        ...added(
            ...serving(
                https({ hosts: ["./*.example.com"] }),
                tls("MUTUAL", { port: { number: 443, name: "b", protocol: "HTTPS" } }),
            ),
        ),
    },
    {
        rule: "C-08",
        title: "a certificate that is not there",
        ...added(
            ...serving(https({})),
            secretOf("other", { data: { "tls.crt": "", "tls.key": "" } }, "elsewhere"),
        ),
    },
    {
        rule: "C-09",
        title: "an application with a gateway's label",
        ...added(
            ...serving(https({})),
            deployment(podTemplate({ labels: { app: "orders", ...selector } }), "orders", "elsewhere"),
        ),
    },
    {
        rule: "C-10",
        title: "a port of the node",
        ...added(withContainer(edge, { ports: [{ containerPort: 80, hostPort: 80 }] })),
    },
    {
        rule: "C-11",
        title: "a gateway without limits",
        ...added(...serving(https({})).slice(1), unlimited(edge)),
    },
    {
        rule: "C-12",
        title: "credentials for every origin",
        ...routing({ corsPolicy: { allowCredentials: true, allowOrigins: [{ regex: ".*" }] } }),
    },
    {
        rule: "C-13",
        title: "client certificates that clients claim",
        ...meshConfig,
        change: editYaml("mesh", {
            defaultConfig: {
                gatewayTopology: { forwardClientCertDetails: "FORWARD_ONLY" },
                proxyMetadata: { ISTIO_META_DNS_CAPTURE: "true" },
            },
        }),
    },
    {
        rule: "C-13",
        title: "addresses that clients write themselves",
        ...added({
            apiVersion: "networking.istio.io/v1alpha3",
            kind: "EnvoyFilter",
            metadata: {
                name: "addresses",
                namespace: "elsewhere",
                labels: { "app.kubernetes.io/managed-by": "meshwright" },
            },
            spec: {
                priority: 10,
                configPatches: [
                    {
                        applyTo: "NETWORK_FILTER",
                        match: { context: "GATEWAY", proxy: { proxyVersion: "^1\\.3[01].*" } },
                        patch: { operation: "MERGE", value: { typed_config: { use_remote_address: false } } },
                    },
                ],
            },
        }),
    },
    {
        rule: "C-14",
        title: "a host twice on one port",
        ...added(...serving(https({}), https({ port: { number: 443, name: "b", protocol: "HTTPS" } }))),
    },
    {
        rule: "C-15",
        title: "a gateway without pods",
        ...added(gateway([https({})], { selector: { istio: "nothing" } }, "edge", "elsewhere")),
    },
    { rule: "C-16", title: "HTTPS without certificates", ...added(...serving(https({ tls: undefined }))) },
];
