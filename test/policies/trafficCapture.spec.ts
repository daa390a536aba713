import { disallowNetworkPrivileges } from "../../policies/workload/disallowNetworkPrivileges";
import { requireProxyBeforeApplication } from "../../policies/workload/requireProxyBeforeApplication";
import { restrictTrafficExclusions } from "../../policies/workload/restrictTrafficExclusions";
import { istiodOf } from "./controlPlane";
import { type Props, unknown } from "./crossguard";
import { annotated, chart, deployment, istiod, meshConfigMap, podTemplate, secured } from "./objects";
import { judges } from "./tables";

const traffic = (key: string, value: unknown, namespace?: string) =>
    annotated({ [`traffic.sidecar.istio.io/${key}`]: value }, namespace);
const native = (extra: object = {}) => annotated({ "sidecar.istio.io/nativeSidecar": "false", ...extra });

judges(restrictTrafficExclusions, {
    accepts: [
        ["a pod that says nothing", deployment(podTemplate())],
        [
            "what is captured in full",
            [
                traffic("includeInboundPorts", "*"),
                traffic("includeOutboundIPRanges", "*"),
                traffic("includeOutboundPorts", "1"),
            ],
        ],
        ["empty exclusions", traffic("excludeOutboundPorts", "")],
        [
            "metrics of the observability stack",
            [
                traffic("excludeInboundPorts", "8888,8889", "observability"),
                traffic("excludeOutboundPorts", "15020, 443", "observability"),
            ],
        ],
        [
            "the proxy's own ports, which the injector keeps out itself",
            traffic("excludeInboundPorts", "15020,15021,15090"),
        ],
        [
            "metrics of a stack that is called otherwise",
            traffic("excludeInboundPorts", "9090", "watch"),
            { metricsNamespaces: ["watch"] },
        ],
        [
            "a mesh and charts that exclude nothing",
            [
                meshConfigMap({}),
                chart("istiod", { global: { proxy: { excludeIPRanges: "", includeIPRanges: "*" } } }),
            ],
        ],
    ],
    refuses: [
        [
            "ports that are called past the sidecar",
            traffic("excludeInboundPorts", "8080"),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeInboundPorts"] is "8080", so calls to these ports reach the pod past its sidecar, in plaintext and unauthorized; remove it',
            ],
        ],
        [
            "a port that is no metric, in the observability stack too",
            traffic("excludeInboundPorts", "8888,22", "observability"),
            [
                'mandatory: Deployment observability/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeInboundPorts"] is "8888,22", so calls to these ports reach the pod past its sidecar, in plaintext and unauthorized; remove it',
            ],
        ],
        [
            "ports as a number",
            traffic("excludeOutboundPorts", 5432),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeOutboundPorts"] is 5432, so calls to these ports leave the pod past its sidecar, in plaintext; remove it',
            ],
        ],
        [
            "addresses",
            traffic("excludeOutboundIPRanges", "10.0.0.0/8"),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeOutboundIPRanges"] is "10.0.0.0/8", so calls to these addresses leave the pod past its sidecar, in plaintext; remove it',
            ],
        ],
        [
            "interfaces",
            traffic("excludeInterfaces", "eth1"),
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeInterfaces"] is "eth1", so whatever passes these interfaces passes the sidecar too; remove it',
            ],
        ],
        [
            "inclusions that leave something out",
            [traffic("includeInboundPorts", ""), traffic("includeOutboundIPRanges", "10.0.0.0/8")],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/includeInboundPorts"] is "", so calls to every other port reach the pod past its sidecar; remove it, or set it to *',
                'mandatory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/includeOutboundIPRanges"] is "10.0.0.0/8", so calls to every other address leave the pod past its sidecar; remove it, or set it to *',
            ],
        ],
        [
            "no redirection at all",
            annotated({
                "sidecar.istio.io/interceptionMode": "NONE",
                "proxy.istio.io/config": "interceptionMode: NONE",
            }),
            [
                'mandatory: Deployment core/orders:\n  - spec.template.metadata.annotations["sidecar.istio.io/interceptionMode"] is "NONE", so nothing is redirected to the sidecar; remove it\n  - spec.template.metadata.annotations["proxy.istio.io/config"].interceptionMode is "NONE", so nothing is redirected to the sidecar; remove it',
            ],
        ],
        [
            "the same for the whole mesh",
            meshConfigMap({ defaultConfig: { interceptionMode: "NONE" } }),
            [
                'mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.defaultConfig.interceptionMode is "NONE", so nothing is redirected to the sidecar; remove it',
            ],
        ],
        [
            "the same in the values of charts",
            [
                chart("istiod", {
                    global: { proxy: { excludeOutboundPorts: "25", includeIPRanges: "10.0.0.0/8" } },
                }),
                chart("istio/gateway", {
                    podAnnotations: { "traffic.sidecar.istio.io/excludeOutboundPorts": "25" },
                }),
            ],
            [
                'mandatory: Release istio-system/istiod:\n  - values.global.proxy.excludeOutboundPorts is "25", so calls to these ports leave the pod past its sidecar, in plaintext; remove it\n  - values.global.proxy.includeIPRanges is "10.0.0.0/8", so calls to every other address leave the pod past its sidecar; remove it, or set it to *',
                'mandatory: Release istio-system/istiod: values.podAnnotations["traffic.sidecar.istio.io/excludeOutboundPorts"] is "25", so calls to these ports leave the pod past its sidecar, in plaintext; remove it',
            ],
        ],
        [
            "what is not known yet",
            [traffic("excludeOutboundPorts", unknown), annotated(unknown), deployment(unknown)],
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["traffic.sidecar.istio.io/excludeOutboundPorts"] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created',
                "advisory: Deployment core/orders: spec.template.metadata.annotations is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment core/orders: spec.template is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const initialised = (container: Props, add: unknown) =>
    deployment(
        podTemplate({}, { initContainers: [{ ...container, securityContext: { capabilities: { add } } }] }),
    );
judges(disallowNetworkPrivileges, {
    accepts: [
        [
            "what Istio redirects with, from anybody's registry",
            initialised(
                { name: "istio-init", image: "registry.example.com/mirror/proxyv2:1.31.1-distroless" },
                ["NET_ADMIN", "NET_RAW"],
            ),
        ],
        [
            "a hardened pod",
            secured({ privileged: false, capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
        ],
        [
            "Istio's own agents and init containers",
            [
                istiod(),
                deployment(
                    podTemplate(
                        {},
                        {
                            initContainers: [
                                {
                                    name: "istio-init",
                                    securityContext: { capabilities: { add: ["NET_ADMIN"] } },
                                },
                            ],
                        },
                    ),
                ),
            ],
        ],
    ],
    refuses: [
        [
            "capabilities over the network, by any name",
            secured({ capabilities: { add: ["NET_ADMIN", "CAP_NET_RAW", "sys_ptrace"] } }),
            [
                'mandatory: Deployment core/orders:\n  - spec.template.spec.containers[0].securityContext.capabilities.add[0] is "NET_ADMIN", with which the container can go past the sidecar or read what it holds; remove it and drop ALL\n  - spec.template.spec.containers[0].securityContext.capabilities.add[1] is "CAP_NET_RAW", with which the container can go past the sidecar or read what it holds; remove it and drop ALL\n  - spec.template.spec.containers[0].securityContext.capabilities.add[2] is "sys_ptrace", with which the container can go past the sidecar or read what it holds; remove it and drop ALL',
            ],
        ],
        [
            "a container that only borrows the name of Istio's, or more than Istio's needs",
            [
                initialised({ name: "istio-init", image: "example.com/tool:1" }, ["NET_ADMIN"]),
                initialised({ name: "istio-init", image: "docker.io/istio/proxyv2:1.31.1" }, [
                    "NET_RAW",
                    "SYS_ADMIN",
                ]),
                deployment(
                    podTemplate(
                        {},
                        {
                            containers: [
                                {
                                    name: "istio-init",
                                    image: "docker.io/istio/proxyv2:1.31.1",
                                    securityContext: { capabilities: { add: ["NET_ADMIN"] } },
                                },
                            ],
                        },
                    ),
                ),
            ],
            [
                'mandatory: Deployment core/orders: spec.template.spec.initContainers[0].securityContext.capabilities.add[0] is "NET_ADMIN", with which the container can go past the sidecar or read what it holds; remove it and drop ALL',
                'mandatory: Deployment core/orders: spec.template.spec.initContainers[0].securityContext.capabilities.add[1] is "SYS_ADMIN", with which the container can go past the sidecar or read what it holds; remove it and drop ALL',
                'mandatory: Deployment core/orders: spec.template.spec.containers[0].securityContext.capabilities.add[0] is "NET_ADMIN", with which the container can go past the sidecar or read what it holds; remove it and drop ALL',
            ],
        ],
        [
            "a privileged container",
            secured({ privileged: true }),
            [
                "mandatory: Deployment core/orders: spec.template.spec.containers[0].securityContext.privileged is true, so the container can take the redirection to the sidecar away; remove it",
            ],
        ],
        [
            "one namespace of processes",
            secured({}, { shareProcessNamespace: "true" }),
            [
                'mandatory: Deployment core/orders: spec.template.spec.shareProcessNamespace is "true", so the application can end the sidecar and read its memory and keys; remove it',
            ],
        ],
        [
            "a debug container",
            deployment(
                podTemplate(
                    {},
                    { ephemeralContainers: [{ name: "debug", securityContext: { privileged: true } }] },
                ),
            ),
            [
                "mandatory: Deployment core/orders: spec.template.spec.ephemeralContainers[0].securityContext.privileged is true, so the container can take the redirection to the sidecar away; remove it",
            ],
        ],
        [
            "what is not known yet",
            [
                secured({ privileged: unknown }),
                secured({ capabilities: { add: unknown } }),
                deployment(unknown),
            ],
            [
                "advisory: Deployment core/orders: spec.template.spec.containers[0].securityContext.privileged is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment core/orders: spec.template.spec.containers[0].securityContext.capabilities.add is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Deployment core/orders: spec.template is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireProxyBeforeApplication, {
    accepts: [
        ["Istio's defaults", [istiodOf("1-31-1", "1.31.1"), meshConfigMap({}), deployment(podTemplate())]],
        [
            "any sidecar that the application waits for",
            [
                chart("istiod", { pilot: { env: { ENABLE_NATIVE_SIDECARS: "false" } } }),
                native(),
                meshConfigMap({ defaultConfig: { holdApplicationUntilProxyStarts: true } }),
            ],
        ],
        [
            "a pod that waits by itself",
            native({ "proxy.istio.io/config": "holdApplicationUntilProxyStarts: true" }),
        ],
    ],
    refuses: [
        [
            "sidecars of before for all",
            chart("istiod", { pilot: { env: { ENABLE_NATIVE_SIDECARS: false } } }),
            [
                "advisory: Release istio-system/istiod: values.pilot.env.ENABLE_NATIVE_SIDECARS is false, so a pod's first calls fail or go past its sidecar, and a Job with one never ends; remove it",
            ],
        ],
        [
            "a sidecar of before for one pod",
            native(),
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/nativeSidecar"] is "false", so the pod\'s first calls fail or go past its sidecar; remove it',
            ],
        ],
        [
            "a pod that does not wait although the mesh would",
            [
                native({ "proxy.istio.io/config": "holdApplicationUntilProxyStarts: false" }),
                meshConfigMap({ defaultConfig: { holdApplicationUntilProxyStarts: true } }),
            ],
            [
                'advisory: Deployment core/orders: spec.template.metadata.annotations["sidecar.istio.io/nativeSidecar"] is "false", so the pod\'s first calls fail or go past its sidecar; remove it',
            ],
        ],
    ],
});
