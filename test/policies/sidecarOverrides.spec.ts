import { disallowProxyIdentity } from "../../policies/workload/disallowProxyIdentity";
import { restrictSidecarOverrides } from "../../policies/workload/restrictSidecarOverrides";
import { carriers } from "./carriers";
import { unknown } from "./crossguard";
import { annotated, chart, deployment, podTemplate, secured } from "./objects";
import { judges } from "./tables";

judges(disallowProxyIdentity, {
    accepts: [
        [
            "other users",
            [
                secured(
                    { runAsUser: 10001, runAsGroup: 10001 },
                    { securityContext: { fsGroup: 10001, supplementalGroups: [1, 2] } },
                ),
                deployment(podTemplate()),
            ],
        ],
        [
            "the proxy itself",
            deployment(
                podTemplate(
                    {},
                    { initContainers: [{ name: "istio-proxy", securityContext: { runAsUser: 1337 } }] },
                ),
            ),
        ],
        [
            "a pod that is nothing but a proxy",
            deployment(
                podTemplate(
                    {},
                    { containers: [{ name: "istio-proxy", securityContext: { runAsUser: 1337 } }] },
                ),
            ),
        ],
    ],
    refuses: [
        [
            "the proxy's user in any carrier",
            carriers.map((each) => each.with(podTemplate({}, { securityContext: { runAsUser: 1337 } }))),
            [
                "mandatory: Pod core/orders: spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: PodTemplate core/orders: template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: ReplicationController core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: Deployment core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: StatefulSet core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: DaemonSet core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: ReplicaSet core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: Job core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: CronJob core/orders: spec.jobTemplate.spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: Rollout core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
                "mandatory: Service core/orders: spec.template.spec.securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
            ],
        ],
        [
            "user and group of a container",
            secured({ runAsUser: 1337, runAsGroup: "1337" }),
            [
                "mandatory: Deployment core/orders:\n  - spec.template.spec.containers[0].securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number\n  - spec.template.spec.containers[0].securityContext.runAsGroup is \"1337\", which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
            ],
        ],
        [
            "an init container",
            deployment(
                podTemplate({}, { initContainers: [{ name: "wait", securityContext: { runAsUser: 1337 } }] }),
            ),
            [
                "mandatory: Deployment core/orders: spec.template.spec.initContainers[0].securityContext.runAsUser is 1337, which is the proxy's, so what the container calls leaves the pod past the sidecar; use any other number",
            ],
        ],
        [
            "groups of the pod",
            secured({}, { securityContext: { fsGroup: 1337, supplementalGroups: [1, 1337] } }),
            [
                "mandatory: Deployment core/orders:\n  - spec.template.spec.securityContext.fsGroup is 1337, which is the proxy's group, so the container may read the proxy's files and keys; use any other number\n  - spec.template.spec.securityContext.supplementalGroups[1] is 1337, which is the proxy's group, so the container may read the proxy's files and keys; use any other number",
            ],
        ],
        [
            "what is not known yet",
            [
                secured({ runAsUser: unknown }),
                secured(unknown),
                secured({}, { securityContext: { fsGroup: unknown } }),
            ],
            [
                "advisory: Deployment core/orders: spec.template.spec.containers[0].securityContext.runAsUser is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment core/orders: spec.template.spec.containers[0].securityContext is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment core/orders: spec.template.spec.securityContext.fsGroup is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictSidecarOverrides, {
    accepts: [
        [
            "size, telemetry and timing",
            annotated({
                "sidecar.istio.io/proxyCPU": "100m",
                "sidecar.istio.io/logLevel": "warning,rbac:debug",
                "proxy.istio.io/config": "holdApplicationUntilProxyStarts: true",
            }),
        ],
        [
            "the gateway's own template",
            [
                annotated({ "inject.istio.io/templates": "gateway" }),
                chart("istio/gateway", { podAnnotations: { "proxy.istio.io/config": "{}" } }),
            ],
        ],
    ],
    refuses: [
        [
            "everything that makes another proxy",
            annotated(
                Object.fromEntries(
                    [
                        "proxyImage",
                        "bootstrapOverride",
                        "discoveryAddress",
                        "userVolume",
                        "userVolumeMount",
                    ].map((each) => [`sidecar.istio.io/${each}`, "x"]),
                ),
            ),
            [
                'mandatory: Deployment core/orders:\n  - spec.template.metadata.annotations["sidecar.istio.io/proxyImage"] is "x", so the pod brings a proxy of its own choice; remove it\n  - spec.template.metadata.annotations["sidecar.istio.io/bootstrapOverride"] is "x", so the pod writes its proxy\'s configuration itself; remove it\n  - spec.template.metadata.annotations["sidecar.istio.io/discoveryAddress"] is "x", so the pod\'s proxy obeys whatever answers there; remove it\n  - spec.template.metadata.annotations["sidecar.istio.io/userVolume"] is "x", so the pod mounts files of its own choice into the proxy; remove it\n  - spec.template.metadata.annotations["sidecar.istio.io/userVolumeMount"] is "x", so the pod mounts files of its own choice into the proxy; remove it',
            ],
        ],
        [
            "another template, and the container itself",
            annotated({ "inject.istio.io/templates": "sidecar,mine", "proxy.istio.io/overrides": "{}" }),
            [
                'mandatory: Deployment core/orders:\n  - spec.template.metadata.annotations["proxy.istio.io/overrides"] is "{}", so the pod writes its proxy\'s container itself; remove it\n  - spec.template.metadata.annotations["inject.istio.io/templates"] is "sidecar,mine", so the injector fills the pod in by another template; remove it',
            ],
        ],
        [
            "a command line",
            annotated({ "sidecar.istio.io/logLevel": "info --config-yaml x" }),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/logLevel"] is "info --config-yaml x", which is more than a level and ends up on the proxy\'s command line; remove it',
            ],
        ],
        [
            "a control plane and a trust of its own",
            annotated({ "proxy.istio.io/config": "discoveryAddress: mine:15012\ncaCertificatesPem: [x]" }),
            [
                'mandatory: Deployment core/orders:\n  - spec.template.metadata.annotations["proxy.istio.io/config"].discoveryAddress is "mine:15012", so the pod\'s proxy obeys whatever answers there; remove it\n  - spec.template.metadata.annotations["proxy.istio.io/config"].caCertificatesPem is ["x"], so the pod decides whom its proxy trusts; remove it',
            ],
        ],
        [
            "configuration that is no YAML",
            annotated({ "proxy.istio.io/config": "a: [" }),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["proxy.istio.io/config"] is "a: [", which is not YAML, so what it changes cannot be read; make it a ProxyConfig',
            ],
        ],
        [
            "a gateway's chart",
            chart("istio/gateway", { podAnnotations: { "sidecar.istio.io/proxyImage": "mine:1" } }),
            [
                'mandatory: Release istio-system/istiod: values.podAnnotations["sidecar.istio.io/proxyImage"] is "mine:1", so the pod brings a proxy of its own choice; remove it',
            ],
        ],
        [
            "what is not known yet",
            [
                annotated({ "sidecar.istio.io/proxyImage": unknown }),
                annotated({ "proxy.istio.io/config": unknown }),
                annotated(unknown),
            ],
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/proxyImage"] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created',
                'advisory: Deployment core/orders: spec.template.metadata.annotations["proxy.istio.io/config"] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created',
                "advisory: Deployment core/orders: spec.template.metadata.annotations is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});
