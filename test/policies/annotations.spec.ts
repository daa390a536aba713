import { disallowDeprecatedAnnotations } from "../../policies/workload/disallowDeprecatedAnnotations";
import { limitAlphaAnnotations } from "../../policies/workload/limitAlphaAnnotations";
import { requireKnownAnnotations } from "../../policies/workload/requireKnownAnnotations";
import { unknown } from "./crossguard";
import { deployment, namespace, podTemplate, renderedGateway, service } from "./objects";
import { judges } from "./tables";

const sidecar = { "sidecar.istio.io/inject": "true" };
const annotated = (annotations: object, labels: object = { app: "orders" }) =>
    deployment(podTemplate({ annotations, labels }));

judges(requireKnownAnnotations, {
    accepts: [
        [
            "what istiod writes on the gateways that it renders",
            renderedGateway({}, { annotations: { "istio.io/rendered-by": "istiod" } }),
        ],
        [
            "annotations of Istio where it reads them, and of others",
            annotated({
                "proxy.istio.io/config": "{}",
                "sidecar.istio.io/proxyCPU": "100m",
                "example.com/x": "y",
                "status.sidecar.istio.io/port": "15020",
                "sidecar.istio.io/status": "x",
            }),
        ],
    ],
    refuses: [
        [
            "the same on what only looks like one",
            renderedGateway({ name: "other" }, { annotations: { "istio.io/rendered-by": "istiod" } }),
            [
                'advisory: Deployment core/edge-istio: spec.template.metadata.annotations["istio.io/rendered-by"] is "istiod", an annotation that Istio does not know; correct its name, or remove it',
            ],
        ],
        [
            "a name that Istio does not know",
            annotated({ "sidecar.istio.io/proxyCpu": "1" }),
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/proxyCpu"] is "1", an annotation that Istio does not know; correct its name, or remove it',
            ],
        ],
        [
            "an annotation beside the pod",
            [
                {
                    ...deployment(podTemplate()),
                    metadata: {
                        name: "orders",
                        namespace: "core",
                        annotations: { "sidecar.istio.io/proxyCPU": "1" },
                    },
                },
                namespace("core", {}, { "kubernetes.io/ingress.class": "istio" }),
            ],
            [
                'advisory: Deployment core/orders: metadata.annotations["sidecar.istio.io/proxyCPU"] is "1", which Istio does not read on a Deployment; put it on Pod',
                'advisory: Namespace core: metadata.annotations["kubernetes.io/ingress.class"] is "istio", which Istio does not read on a Namespace; put it on Ingress',
            ],
        ],
        [
            "values of another form",
            annotated({
                "traffic.sidecar.istio.io/excludeInboundPorts": "http",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges": "10.0.0.1",
                "sidecar.istio.io/proxyMemory": "1 GB",
                "prometheus.istio.io/merge-metrics": "yes",
                "readiness.status.sidecar.istio.io/periodSeconds": "-1",
                "sidecar.istio.io/interceptionMode": "redirect",
                "proxy.istio.io/config": "text",
            }),
            [
                'advisory: Deployment core/orders:\n  - spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeInboundPorts"] is "http", which is not a list of ports; correct it\n  - spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeOutboundIPRanges"] is "10.0.0.1", which is not a list of networks (10.0.0.0/8); correct it\n  - spec.template.metadata.annotations["sidecar.istio.io/proxyMemory"] is "1 GB", which is not a quantity (100m, 128Mi); correct it\n  - spec.template.metadata.annotations["prometheus.istio.io/merge-metrics"] is "yes", which is not true or false; correct it\n  - spec.template.metadata.annotations["readiness.status.sidecar.istio.io/periodSeconds"] is "-1", which is not a whole number; correct it\n  - spec.template.metadata.annotations["sidecar.istio.io/interceptionMode"] is "redirect", which is not REDIRECT, TPROXY or NONE; correct it\n  - spec.template.metadata.annotations["proxy.istio.io/config"] is "text", which is not a ProxyConfig in YAML; correct it',
            ],
        ],
        [
            "what is not known yet",
            deployment(podTemplate({ annotations: unknown })),
            [
                "advisory: Deployment core/orders: spec.template.metadata.annotations is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(disallowDeprecatedAnnotations, {
    accepts: [["the label, and both", [annotated({}, sidecar), annotated(sidecar, sidecar)]]],
    refuses: [
        [
            "the annotation alone",
            annotated(sidecar),
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/inject"] is "true", an annotation that is deprecated; use the label of the same name',
            ],
        ],
        [
            "statistics of old",
            annotated({
                "sidecar.istio.io/statsInclusionPrefixes": "cluster",
                "sidecar.istio.io/extraStatTags": "a",
            }),
            [
                'advisory: Deployment core/orders:\n  - spec.template.metadata.annotations["sidecar.istio.io/statsInclusionPrefixes"] is "cluster", an annotation that is deprecated; use proxyStatsMatcher in proxy.istio.io/config\n  - spec.template.metadata.annotations["sidecar.istio.io/extraStatTags"] is "a", an annotation that is deprecated; use the Telemetry API',
            ],
        ],
        [
            "what is not known yet",
            [
                deployment(podTemplate({ annotations: unknown })),
                deployment(podTemplate({ annotations: sidecar, labels: unknown })),
            ],
            [
                "advisory: Deployment core/orders: spec.template.metadata.annotations is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment core/orders: spec.template.metadata.labels is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(limitAlphaAnnotations, {
    accepts: [
        [
            "beta, and what other rules judge",
            annotated({
                "proxy.istio.io/config": "{}",
                "sidecar.istio.io/proxyImage": "x",
                "galley.istio.io/analyze-suppress": "*",
                "sidecar.istio.io/status": "x",
            }),
        ],
    ],
    refuses: [
        [
            "alpha",
            [
                annotated({ "sidecar.istio.io/logLevel": "debug" }),
                {
                    ...service("orders", []),
                    metadata: {
                        name: "orders",
                        namespace: "core",
                        annotations: { "networking.istio.io/exportTo": "." },
                    },
                },
            ],
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/logLevel"] is "debug", an annotation that is alpha; look for another way, or exempt it',
                'advisory: Service core/orders: metadata.annotations["networking.istio.io/exportTo"] is ".", an annotation that is alpha; look for another way, or exempt it',
            ],
        ],
        [
            "what is not known yet",
            deployment(podTemplate({ annotations: unknown })),
            [
                "advisory: Deployment core/orders: spec.template.metadata.annotations is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
