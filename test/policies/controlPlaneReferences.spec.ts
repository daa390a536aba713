import { requireAccessLogs } from "../../policies/observability/requireAccessLogs";
import { requireGatewayApiVersions } from "../../policies/upgrade/requireGatewayApiVersions";
import { requireKnownMeshNetworks } from "../../policies/upgrade/requireKnownMeshNetworks";
import { requireReachableWebhooks } from "../../policies/upgrade/requireReachableWebhooks";
import type { Props } from "./crossguard";
import { chart, configMap, meshConfigMap, telemetry } from "./objects";
import { judges } from "./tables";

const webhook = (clientConfig: unknown, name = "istio-sidecar-injector"): Props => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name },
    webhooks: [{ name: "rev.namespace", clientConfig }],
});
const istiodService: Props = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "istiod", namespace: "istio-system" },
    spec: {},
};
const logging = (entry: object, namespace = "core"): Props => ({
    ...telemetry({ accessLogging: [entry] }),
    metadata: { name: "logs", namespace },
});
const crd = (name: string, version: string): Props => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
        name: `${name}.gateway.networking.k8s.io`,
        annotations: { "gateway.networking.k8s.io/bundle-version": version },
    },
});
const remote = (data: object): Props => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "remote", namespace: "istio-system", labels: { "istio/multiCluster": "true" } },
    data,
});
const networks = configMap("istio", {
    meshNetworks: "networks: { east: { endpoints: [{ fromRegistry: east }] } }",
});

judges(requireAccessLogs, {
    accepts: [
        [
            "a log by file, provider or Telemetry",
            [
                meshConfigMap({ accessLogFile: "/dev/stdout" }),
                meshConfigMap({ defaultProviders: { accessLogging: ["envoy"] } }, "istio-x"),
            ],
        ],
        [
            "a mesh whose Telemetry logs",
            [meshConfigMap({}), logging({ providers: [{ name: "envoy" }] }, "istio-system")],
        ],
        ["silence for some requests alone", logging({ disabled: true, match: { mode: "CLIENT" } })],
    ],
    refuses: [
        [
            "a mesh without any",
            [meshConfigMap({}), chart("istiod", { meshConfig: { accessLogFile: "" } })],
            [
                "advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.accessLogFile is not set, so no proxy records who called whom, nor who was refused; set it to /dev/stdout",
                'advisory: Release istio-system/istiod: values.meshConfig.accessLogFile is "", so no proxy records who called whom, nor who was refused; set it to /dev/stdout',
            ],
        ],
        [
            "a namespace that is silenced",
            logging({ disabled: true }),
            [
                "advisory: Telemetry core/logs: spec.accessLogging[0].disabled is true, so nothing records who called these workloads, nor who was refused; remove it, or filter by an expression",
            ],
        ],
    ],
});

judges(requireReachableWebhooks, {
    accepts: [
        [
            "a Service that is there, and a host outside",
            [
                istiodService,
                webhook({ service: { name: "istiod", namespace: "istio-system" } }),
                webhook({ url: "https://istiod.example:15017/inject" }),
            ],
        ],
        [
            "a Service of another stack, and other webhooks",
            [webhook({ service: { name: "istiod", namespace: "istio-system" } }), webhook({}, "other")],
        ],
    ],
    refuses: [
        [
            "a Service that is not there",
            [istiodService, webhook({ service: { name: "istio", namespace: "istio-system" } })],
            [
                'mandatory: MutatingWebhookConfiguration istio-sidecar-injector: webhooks[0].clientConfig.service.name is "istio", and istio-system has no Service of that name, so injection fails or is left out; name the Service of an istiod',
            ],
        ],
        [
            "two that inject the same",
            ["istio-sidecar-injector", "istio-sidecar-injector-x"].map((name) => ({
                ...webhook({}),
                metadata: { name },
                webhooks: [
                    {
                        namespaceSelector: { matchLabels: { "istio-injection": "enabled" } },
                        clientConfig: { url: "https://istiod.example/inject" },
                    },
                ],
            })),
            [
                'mandatory: MutatingWebhookConfiguration istio-sidecar-injector: webhooks[0].namespaceSelector is {"matchLabels":{"istio-injection":"enabled"}}, which istio-sidecar-injector-x selects too, so two istiods inject the same pods; remove one of them',
                'mandatory: MutatingWebhookConfiguration istio-sidecar-injector-x: webhooks[0].namespaceSelector is {"matchLabels":{"istio-injection":"enabled"}}, which istio-sidecar-injector selects too, so two istiods inject the same pods; remove one of them',
            ],
        ],
        [
            "nobody",
            webhook({}),
            [
                "mandatory: MutatingWebhookConfiguration istio-sidecar-injector: webhooks[0].clientConfig.service is not set, and no url either, so the API server calls nobody; name istiod's Service",
            ],
        ],
        [
            "an address that is none",
            webhook({ url: "istiod:15017" }),
            [
                'mandatory: MutatingWebhookConfiguration istio-sidecar-injector: webhooks[0].clientConfig.url is "istiod:15017", which is no https:// address, so the API server calls nobody; correct it',
            ],
        ],
        [
            "an address without a name",
            [webhook({ url: "https://10.0.0.1:15017/inject" }), webhook({ url: "https://[::1]/inject" })],
            [
                'advisory: MutatingWebhookConfiguration istio-sidecar-injector: webhooks[0].clientConfig.url is "https://10.0.0.1:15017/inject", an address instead of a name, so a certificate must name the address; use a name',
                'advisory: MutatingWebhookConfiguration istio-sidecar-injector: webhooks[0].clientConfig.url is "https://[::1]/inject", an address instead of a name, so a certificate must name the address; use a name',
            ],
        ],
    ],
});

/** A CRD of a kind whose versions it serves, and one that it has and does not. */
const serving = (kind: string, ...versions: string[]): Props => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "mine.gateway.networking.k8s.io" },
    spec: {
        group: "gateway.networking.k8s.io",
        names: { kind },
        versions: [
            ...versions.map((name) => ({ name, served: true })),
            ...["v1", "v1beta1"]
                .filter((name) => !versions.includes(name))
                .map((name) => ({ name, served: false })),
        ],
    },
});

judges(requireGatewayApiVersions, {
    accepts: [
        [
            "versions that istiod reads",
            [
                crd("tlsroutes", "v1.5.0"),
                crd("grpcroutes", "v1.1.0"),
                crd("httproutes", "v1.0.0"),
                { ...crd("httproutes", ""), metadata: { name: "orders.example" } },
                serving("HTTPRoute", "v1", "v1beta1"),
                serving("GRPCRoute", "v1"),
                serving("TLSRoute", "v1alpha2"),
            ],
        ],
    ],
    refuses: [
        [
            "kinds without the versions that Istio supports",
            [serving("HTTPRoute", "v1beta1"), serving("ReferenceGrant", "v1")],
            [
                'advisory: CustomResourceDefinition mine.gateway.networking.k8s.io: spec.names.kind is "HTTPRoute", whose v1 is not served, and Istio supports none without; install the CRDs of 1.6 or later',
                'advisory: CustomResourceDefinition mine.gateway.networking.k8s.io: spec.names.kind is "ReferenceGrant", whose v1beta1 is not served, and Istio supports none without; install the CRDs of 1.6 or later',
            ],
        ],
        [
            "versions that it leaves out",
            [
                crd("tlsroutes", "v1.4.1"),
                crd("backendtlspolicies", "1.3.0-rc.1"),
                crd("httproutes", "v0.8.1"),
            ],
            [
                'mandatory: CustomResourceDefinition tlsroutes.gateway.networking.k8s.io: metadata.annotations["gateway.networking.k8s.io/bundle-version"] is "v1.4.1", a version whose objects istiod leaves out; install 1.5 or later',
                'mandatory: CustomResourceDefinition backendtlspolicies.gateway.networking.k8s.io: metadata.annotations["gateway.networking.k8s.io/bundle-version"] is "1.3.0-rc.1", a version whose objects istiod leaves out; install 1.4 or later',
                'mandatory: CustomResourceDefinition httproutes.gateway.networking.k8s.io: metadata.annotations["gateway.networking.k8s.io/bundle-version"] is "v0.8.1", a version whose objects istiod leaves out; install 1.0 or later',
            ],
        ],
    ],
});

judges(requireKnownMeshNetworks, {
    accepts: [
        ["clusters with a secret, and a stack without any", [networks, remote({ east: "" })]],
        ["a stack that has none of them", networks],
        [
            "networks by address",
            [
                configMap("istio", {
                    meshNetworks: "networks: { east: { endpoints: [{ fromCidr: 10.0.0.0/8 }] } }",
                }),
                remote({ west: "" }),
            ],
        ],
    ],
    refuses: [
        [
            "a cluster without a secret",
            [networks, remote({ west: "" })],
            [
                'mandatory: ConfigMap istio-system/istio: data.meshNetworks.networks.east.endpoints[0].fromRegistry is "east", a cluster without a remote secret, so the network has no endpoints; add its remote secret',
            ],
        ],
    ],
});
