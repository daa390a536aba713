import type { Props } from "../crossguard";
import {
    authorizationPolicy,
    closedNetwork,
    deployment,
    namespace,
    peerAuthentication,
    podTemplate,
    telemetry,
} from "../objects";
import { added, application, hasRevision, type Mutation, replaceText, set } from "./mutation";

const templateAnnotations = ["spec", "template", "metadata", "annotations"];
const container = ["spec", "template", "spec", "containers", 0];

/** Whatever Meshwright derives itself is tried on Envoys. */
const derived = { "app.kubernetes.io/managed-by": "meshwright" };

/** An EnvoyFilter for the proxies of every minor, with one patch. */
function patching(patch: Props, spec: Props = { priority: 10 }): Props {
    const proxy = { proxyVersion: "^1\\.3[01].*" };
    const match = { context: "SIDECAR_INBOUND", proxy };
    return {
        apiVersion: "networking.istio.io/v1alpha3",
        kind: "EnvoyFilter",
        metadata: { name: "patching", namespace: "core", labels: derived },
        spec: { ...spec, configPatches: [{ match, ...patch }] },
    };
}

const lua = {
    name: "lua",
    typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua" },
};

/** A namespace of the ambient mesh, closed like any other. */
const ambient = [
    namespace("rooms", { "istio.io/dataplane-mode": "ambient" }),
    peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "rooms" }),
    authorizationPolicy({}, { name: "default-deny", namespace: "rooms" }),
    closedNetwork("rooms"),
];

export const workloadMutations: readonly Mutation[] = [
    {
        rule: "E-01",
        title: "a pod without sidecar",
        ...application,
        change: set(["spec", "template", "metadata", "labels", "sidecar.istio.io/inject"], "false"),
    },
    {
        rule: "E-01",
        title: "an injector that is off",
        kind: "ConfigMap",
        name: /^istio-sidecar-injector/,
        change: replaceText("config", /policy: enabled/, "policy: disabled"),
    },
    {
        rule: "E-02",
        title: "a port that leaves past the sidecar",
        ...application,
        change: set(templateAnnotations, { "traffic.sidecar.istio.io/excludeOutboundPorts": "5432" }),
    },
    {
        rule: "E-03",
        title: "a pod in the host's network",
        ...application,
        change: set(["spec", "template", "spec", "hostNetwork"], true),
    },
    {
        rule: "E-04",
        title: "the proxy's user",
        ...application,
        change: set([...container, "securityContext", "runAsUser"], 1337),
    },
    {
        rule: "E-05",
        title: "power over the pod's network",
        ...application,
        change: set([...container, "securityContext", "capabilities", "add"], ["NET_ADMIN"]),
    },
    {
        rule: "E-06",
        title: "a proxy of the pod's own choice",
        ...application,
        change: set(templateAnnotations, { "sidecar.istio.io/proxyImage": "mine:1" }),
    },
    {
        rule: "E-07",
        title: "calls past ztunnel",
        ...application,
        change: set(templateAnnotations, { "ambient.istio.io/bypass-inbound-capture": "true" }),
    },
    {
        rule: "E-08",
        title: "an application that starts before its sidecar",
        ...application,
        change: set(templateAnnotations, {
            "sidecar.istio.io/nativeSidecar": "false",
            "proxy.istio.io/config": "holdApplicationUntilProxyStarts: false",
        }),
    },
    {
        rule: "E-09",
        title: "a network that is open to whoever calls",
        kind: "NetworkPolicy",
        name: /^default-deny$/,
        change: set(["spec", "policyTypes"], ["Egress"]),
    },
    {
        rule: "E-10",
        title: "code in a filter",
        ...added(patching({ applyTo: "HTTP_FILTER", patch: { operation: "INSERT_FIRST", value: lua } })),
    },
    {
        rule: "E-11",
        title: "an extension that fails open",
        ...added({
            apiVersion: "extensions.istio.io/v1alpha1",
            kind: "WasmPlugin",
            metadata: { name: "filter", namespace: "core" },
            spec: { url: "oci://registry/filter:1", sha256: "5b4c".repeat(16), failStrategy: "FAIL_OPEN" },
        }),
    },
    {
        rule: "E-12",
        title: "a patch that istiod ignores",
        ...added(patching({ applyTo: "HTTP_ROUTE", patch: { operation: "ADD", value: { name: "mine" } } })),
    },
    {
        rule: "E-13",
        title: "a place in an order that nobody gives",
        ...added(
            patching(
                { applyTo: "HTTP_FILTER", patch: { operation: "INSERT_BEFORE", value: { name: "mine" } } },
                {},
            ),
        ),
    },
    {
        rule: "E-14",
        title: "an annotation that is misspelt",
        ...application,
        change: set(templateAnnotations, { "sidecar.istio.io/proxyCpu": "100m" }),
    },
    {
        rule: "E-15",
        title: "an annotation that is deprecated",
        ...application,
        change: set(templateAnnotations, { "sidecar.istio.io/inject": "true" }),
    },
    {
        rule: "E-16",
        title: "an annotation that is alpha",
        ...application,
        change: set(templateAnnotations, { "sidecar.istio.io/logLevel": "debug" }),
    },
    {
        rule: "E-17",
        title: "a sidecar in an ambient pod",
        ...application,
        change: (object) =>
            set(
                ["spec", "template", "metadata", "labels", "istio.io/dataplane-mode"],
                "ambient",
            )(
                set(
                    ["spec", "template", "metadata", "labels", "sidecar.istio.io/inject"],
                    "true",
                )(object) as Props,
            ),
    },
    {
        rule: "E-18",
        title: "a waypoint that is not there",
        kind: "Namespace",
        where: hasRevision,
        change: set(["metadata", "labels", "istio.io/use-waypoint"], "missing"),
    },
    {
        rule: "E-19",
        title: "telemetry of requests where nobody sees them",
        ...added(...ambient, {
            ...telemetry({ metrics: [{}] }),
            metadata: { name: "default", namespace: "rooms" },
        }),
    },
    {
        rule: "E-20",
        title: "a proxy that nobody fills in",
        ...added(
            namespace("outside", { "meshwright.io/stage": "off" }),
            deployment(
                podTemplate(
                    { labels: { app: "proxied" } },
                    {
                        serviceAccountName: "proxied",
                        containers: [
                            { name: "istio-proxy", image: "auto" },
                            { name: "proxied", image: "proxied:1" },
                        ],
                    },
                ),
                "proxied",
                "outside",
            ),
        ),
    },
    {
        rule: "E-21",
        title: "a namespace that was forgotten",
        ...added(
            namespace("forgotten", {}),
            deployment(
                podTemplate({ labels: { app: "lost" } }, { serviceAccountName: "lost" }),
                "lost",
                "forgotten",
            ),
        ),
    },
    {
        rule: "E-22",
        title: "two groups that are the same",
        ...added(
            ...["one", "two"].map((name) => ({
                apiVersion: "networking.istio.io/v1",
                kind: "WorkloadGroup",
                metadata: { name, namespace: "apart" },
                spec: { metadata: { labels: { app: "machines" } }, template: {} },
            })),
        ),
    },
    {
        rule: "E-23",
        title: "a label that no Gateway reads",
        ...added({
            ...telemetry({
                selector: { matchLabels: { "gateway.networking.k8s.io/gateway-name": "public" } },
                metrics: [{ reportingInterval: "10s" }],
            }),
            metadata: { name: "public", namespace: "apart" },
        }),
    },
    {
        rule: "E-24",
        title: "a patch of a route, found by its listener",
        ...added(
            patching({
                applyTo: "HTTP_ROUTE",
                match: { listener: { portNumber: 80 }, proxy: { proxyVersion: "^1\\.3[01].*" } },
                patch: { operation: "MERGE", value: { name: "mine" } },
            }),
        ),
    },
    {
        rule: "E-25",
        title: "a patch of what istiod generates",
        ...added({
            ...patching({ applyTo: "HTTP_ROUTE", patch: { operation: "MERGE", value: { name: "mine" } } }),
            metadata: { name: "patching", namespace: "core" },
        }),
    },
];
