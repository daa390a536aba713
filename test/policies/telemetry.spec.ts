import { disallowConflictingTelemetry } from "../../policies/observability/disallowConflictingTelemetry";
import { disallowPlaintextTelemetry } from "../../policies/observability/disallowPlaintextTelemetry";
import { limitTraceSampling } from "../../policies/observability/limitTraceSampling";
import { requireTelemetryProviders } from "../../policies/observability/requireTelemetryProviders";
import type { Props } from "./crossguard";
import { deployment, meshConfigMap, podTemplate, serving, telemetry } from "./objects";
import { judges } from "./tables";

const rule = (subsets: unknown, spec: object = {}): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { name: "orders", namespace: "core" },
    spec: { host: "orders", subsets, ...spec },
});

judges(limitTraceSampling, {
    accepts: [
        [
            "a share within the limit",
            [
                telemetry({ tracing: [{ randomSamplingPercentage: 10 }] }),
                meshConfigMap({ defaultConfig: { tracing: { sampling: 1 } } }),
            ],
        ],
        [
            "a limit that was raised",
            telemetry({ tracing: [{ randomSamplingPercentage: 100 }] }),
            { samplingLimit: 100 },
        ],
    ],
    refuses: [
        [
            "every request",
            [
                telemetry({ tracing: [{ randomSamplingPercentage: 100 }] }),
                meshConfigMap({ defaultConfig: { tracing: { sampling: 50 } } }),
            ],
            [
                "advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.defaultConfig.tracing.sampling is 50, above the limit of 10 percent, so proxies and collectors work for traces nobody reads; set it to 10 at most, or raise samplingLimit",
                "advisory: Telemetry core/default: spec.tracing[0].randomSamplingPercentage is 100, above the limit of 10 percent, so proxies and collectors work for traces nobody reads; set it to 10 at most, or raise samplingLimit",
            ],
        ],
        [
            "spans that go nowhere",
            [
                {
                    ...telemetry({ tracing: [{ randomSamplingPercentage: 1 }] }),
                    metadata: { name: "mesh", namespace: "istio-system" },
                },
                meshConfigMap({}),
            ],
            [
                "advisory: Telemetry istio-system/mesh: spec.tracing[0].providers is not set, and the mesh has no default either, so its spans go nowhere; name a provider of meshConfig.extensionProviders",
            ],
        ],
    ],
});

judges(disallowConflictingTelemetry, {
    accepts: [
        [
            "one for each",
            [
                telemetry({}),
                {
                    ...telemetry({ selector: { matchLabels: { app: "orders" } } }),
                    metadata: { name: "b", namespace: "core" },
                },
                { ...telemetry({}), metadata: { name: "c", namespace: "edge" } },
                serving([]),
            ],
        ],
    ],
    refuses: [
        [
            "two for a namespace",
            [telemetry({}), { ...telemetry({ selector: {} }), metadata: { name: "b", namespace: "core" } }],
            [
                "mandatory: Telemetry core/default: spec.selector.matchLabels is not set, like that of b, so both are for all of core and one does nothing; put both into one",
                "mandatory: Telemetry core/b: spec.selector.matchLabels is not set, like that of default, so both are for all of core and one does nothing; put both into one",
            ],
        ],
        [
            "two for a pod",
            [
                telemetry({ selector: { matchLabels: { app: "orders" } } }),
                {
                    ...telemetry({ selector: { matchLabels: { app: "orders" } } }),
                    metadata: { name: "b", namespace: "core" },
                },
                serving([]),
            ],
            [
                'mandatory: Telemetry core/default: spec.selector.matchLabels is {"app":"orders"}, and b selects Deployment orders too, so one of them does nothing there; put both into one',
                'mandatory: Telemetry core/b: spec.selector.matchLabels is {"app":"orders"}, and default selects Deployment orders too, so one of them does nothing there; put both into one',
            ],
        ],
    ],
});

judges(requireTelemetryProviders, {
    accepts: [
        [
            "providers of the mesh, built in or its own",
            [
                meshConfigMap({ extensionProviders: [{ name: "otel" }] }),
                telemetry({
                    tracing: [{ providers: [{ name: "otel" }] }],
                    metrics: [{ providers: [{ name: "prometheus" }] }],
                    accessLogging: [{ providers: [{ name: "envoy" }] }, { disabled: true }],
                }),
            ],
        ],
        ["a mesh of another stack, and a default", telemetry({ tracing: [{ providers: [{ name: "x" }] }] })],
    ],
    refuses: [
        [
            "a provider that it does not have",
            [meshConfigMap({}), telemetry({ tracing: [{ providers: [{ name: "jaegr" }] }] })],
            [
                'mandatory: Telemetry core/default: spec.tracing[0].providers[0].name is "jaegr", which meshConfig.extensionProviders does not have, so the entry is ignored; define it there, or correct its name',
            ],
        ],
        [
            "an access log without one",
            [meshConfigMap({}), telemetry({ accessLogging: [{}] })],
            [
                "mandatory: Telemetry core/default: spec.accessLogging[0].providers is not set, and the mesh has no default for access logs, so the entry is ignored; name one, such as envoy",
            ],
        ],
        [
            "the same in a mesh of another stack",
            telemetry({ accessLogging: [{}] }),
            [
                "advisory: Telemetry core/default: spec.accessLogging[0].providers is not set, and the mesh has no default for access logs, so the entry is ignored; name one, such as envoy",
            ],
        ],
    ],
});

judges(disallowPlaintextTelemetry, {
    accepts: [
        [
            "collectors inside, or by TLS",
            [
                meshConfigMap({
                    extensionProviders: [
                        { name: "a", opentelemetry: { service: "otel.observability.svc.cluster.local" } },
                        { name: "b", zipkin: { service: "core/spans.example" } },
                    ],
                }),
                rule([], { host: "spans.example", trafficPolicy: { tls: { mode: "SIMPLE" } } }),
            ],
        ],
    ],
    refuses: [
        [
            "spans in plaintext",
            meshConfigMap({ extensionProviders: [{ name: "b", zipkin: { service: "core/spans.example" } }] }),
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.extensionProviders[0].zipkin.service is "core/spans.example", a host outside the cluster without a DestinationRule that encrypts, so it is sent in plaintext; add one with tls.mode SIMPLE',
            ],
        ],
        [
            "traces in memory",
            deployment(
                podTemplate({}, { containers: [{ name: "jaeger", image: "jaegertracing/all-in-one:1.60" }] }),
            ),
            [
                'advisory: Deployment core/orders: spec.template.spec.containers[0].image is "jaegertracing/all-in-one:1.60", which keeps traces in memory alone, so a restart loses them; give it a disk or a database',
            ],
        ],
    ],
});
