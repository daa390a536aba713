import type { Props } from "../crossguard";
import { renderedGateway } from "../objects";

const place = (name: string) => ({ name, namespace: "core" });
const extension = (kind: string, name: string, spec: object): Props => ({
    apiVersion: "extensions.istio.io/v1alpha1",
    kind,
    metadata: place(name),
    spec,
});
const digest = "5b4c".repeat(16);
const url = "oci://registry.example/filter:1";

const telemetry = (name: string, spec: object): Props => ({
    apiVersion: "telemetry.istio.io/v1",
    kind: "Telemetry",
    metadata: place(name),
    spec,
});

const template = (spec: object, metadata: object = {}) => ({
    metadata: { labels: { app: "orders" }, ...metadata },
    spec: { containers: [{ name: "orders", image: "registry.example/orders:1" }], ...spec },
});

/** One pod, as everything that makes pods has it. */
function carriers(name: string, spec: object, metadata: object = {}): readonly Props[] {
    const pod = template(spec, metadata);
    const job = { template: template({ restartPolicy: "Never", ...spec }, metadata) };
    const selector = { matchLabels: { app: "orders" } };
    return [
        { apiVersion: "v1", kind: "Pod", ...pod, metadata: { ...place(name), ...pod.metadata } },
        { apiVersion: "v1", kind: "PodTemplate", metadata: place(name), template: pod },
        {
            apiVersion: "v1",
            kind: "ReplicationController",
            metadata: place(name),
            spec: { selector: { app: "orders" }, template: pod },
        },
        ...["Deployment", "DaemonSet", "ReplicaSet"].map((kind) => ({
            apiVersion: "apps/v1",
            kind,
            metadata: place(name),
            spec: { selector, template: pod },
        })),
        {
            apiVersion: "apps/v1",
            kind: "StatefulSet",
            metadata: place(name),
            spec: { selector, serviceName: "orders", template: pod },
        },
        { apiVersion: "batch/v1", kind: "Job", metadata: place(name), spec: job },
        {
            apiVersion: "batch/v1",
            kind: "CronJob",
            metadata: place(name),
            spec: { schedule: "0 0 * * *", jobTemplate: { spec: job } },
        },
    ];
}

const container = (securityContext: object) => ({
    containers: [{ name: "orders", image: "registry.example/orders:1", securityContext }],
});
const annotated = (name: string, value: string) => ({ annotations: { [name]: value } });

/** A CRD of the Gateway API, of some version. */
function definition(plural: string, kind: string, version: string): Props {
    const group = "gateway.networking.k8s.io";
    return {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: {
            name: `${plural}.${group}`,
            annotations: {
                "api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api/pull/1",
                [`${group}/bundle-version`]: version,
            },
        },
        spec: {
            group,
            names: { kind, plural },
            scope: "Namespaced",
            versions: [
                { name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } },
            ],
        },
    };
}

/** Beside the stacks: what they have none of, and every shape that makes pods. Each an API server would take. */
export const furtherObjects: readonly Props[] = [
    renderedGateway(),
    renderedGateway({ name: "other" }),
    renderedGateway({ apiVersion: "networking.istio.io/v1" }),
    renderedGateway({}, {}, [{ name: "mine", image: "mine:1" }]),
    extension("WasmPlugin", "pinned", { url, sha256: digest }),
    extension("WasmPlugin", "unpinned", { url }),
    extension("WasmPlugin", "plain", { url: "http://registry.example/filter.wasm", sha256: digest }),
    extension("TrafficExtension", "lua", { lua: { inlineCode: "-- nothing" } }),
    extension("TrafficExtension", "open", { wasm: { url, sha256: digest, failStrategy: "FAIL_OPEN" } }),
    telemetry("tagged", { tracing: [{ customTags: { id: { header: { name: "x-request-id" } } } }] }),
    telemetry("cookies", { tracing: [{ customTags: { who: { header: { name: "Cookie" } } } }] }),
    telemetry("formats", {
        tracing: [{ customTags: { who: { formatter: { value: "%REQ(X?AUTHORIZATION)%" } } } }],
    }),
    telemetry("metrics", {
        metrics: [
            {
                providers: [{ name: "prometheus" }],
                overrides: [{ tagOverrides: { who: { value: "request.headers['cookie']" } } }],
            },
        ],
    }),
    definition("tlsroutes", "TLSRoute", "v1.4.1"),
    definition("tlsroutes", "TLSRoute", "v1.6.0"),
    definition("httproutes", "HTTPRoute", "v0.8.1"),
    ...carriers("plain", {}),
    ...carriers("on-the-host", { hostNetwork: true }),
    ...carriers("as-the-proxy", { securityContext: { runAsUser: 1337 } }),
    ...carriers("privileged", container({ privileged: true })),
    ...carriers("capable", container({ capabilities: { add: ["NET_ADMIN"] } })),
    ...carriers("uninjected", {}, { labels: { app: "orders", "sidecar.istio.io/inject": "false" } }),
    ...carriers("past-it", {}, annotated("traffic.sidecar.istio.io/excludeOutboundPorts", "3306, 5432")),
    ...carriers("by-another", {}, annotated("sidecar.istio.io/proxyImage", "registry.example/proxy:1")),
];
