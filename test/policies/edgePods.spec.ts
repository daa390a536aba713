import { disallowOpenCors } from "../../policies/traffic/disallowOpenCors";
import { requireEdgeLimits } from "../../policies/traffic/requireEdgeLimits";
import { requireReachableServers } from "../../policies/traffic/requireReachableServers";
import { restrictClientCertificateHeaders } from "../../policies/traffic/restrictClientCertificateHeaders";
import { restrictGatewayLabels } from "../../policies/traffic/restrictGatewayLabels";
import { restrictGatewayPrivileges } from "../../policies/traffic/restrictGatewayPrivileges";
import { ingress, joined, service } from "./accessObjects";
import { variable } from "./controlPlane";
import { type Props, unknown } from "./crossguard";
import { apiRoute, gateway, https, plainHttp, routeOf } from "./edgeObjects";
import { meshConfigMap, release } from "./objects";
import { judges } from "./tables";

const scoped = (value: unknown) => variable("PILOT_SCOPE_GATEWAY_TO_NAMESPACE", value);
judges(restrictGatewayLabels, {
    accepts: [
        ["a gateway", [gateway([https({})], {}, "edge", "istio-ingress"), ingress()]],
        ["pods of another stack", gateway([https({})])],
        ["other labels", [gateway([https({})]), joined()]],
        [
            "an application elsewhere that istiod keeps apart",
            [gateway([https({})]), joined({}, { istio: "ingressgateway" }, "users"), scoped("true")],
        ],
    ],
    refuses: [
        [
            "an application beside it, kept apart or not",
            [gateway([https({})]), joined({}, { istio: "ingressgateway" }), scoped("true")],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels.istio is "ingressgateway", by which Gateway core/edge gives the pod its servers and certificates; take it off, or select gateways by another label',
            ],
        ],
        [
            "a Gateway elsewhere that istiod keeps apart",
            [gateway([https({})]), ingress(), scoped("true")],
            [
                'advisory: Gateway core/edge: metadata.namespace is "core", and selects pods of istio-ingress, which istiod does not let it (PILOT_SCOPE_GATEWAY_TO_NAMESPACE); move it beside the gateway\'s pods',
            ],
        ],
        [
            "a Gateway elsewhere that istiod may keep apart",
            [gateway([https({})]), ingress(), scoped(unknown)],
            [
                'advisory: Gateway core/edge: metadata.namespace is "core", and selects pods of istio-ingress, so whoever may write here opens ports there; move it beside the gateway\'s pods',
            ],
        ],
        [
            "an application with the label",
            [gateway([https({})]), joined({}, { istio: "ingressgateway" })],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels.istio is "ingressgateway", by which Gateway core/edge gives the pod its servers and certificates; take it off, or select gateways by another label',
            ],
        ],
        [
            "no selector",
            gateway([https({})], { selector: {} }),
            [
                "mandatory: Gateway core/edge: spec.selector is {}, so every gateway of the mesh opens these servers; select the gateway's pods",
            ],
        ],
        [
            "a Gateway elsewhere",
            [gateway([https({})]), ingress()],
            [
                'advisory: Gateway core/edge: metadata.namespace is "core", and selects pods of istio-ingress, so whoever may write here opens ports there; move it beside the gateway\'s pods',
            ],
        ],
        [
            "a selector that is not known",
            gateway([https({})], { selector: { istio: unknown } }),
            [
                "mandatory: Gateway core/edge: spec.selector.istio is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const gatewayPod = (container: Props) => {
    const pods = structuredClone(ingress()) as { spec: { template: { spec: { containers: Props[] } } } };
    pods.spec.template.spec.containers = [{ name: "istio-proxy", ...container }];
    return pods as unknown as Props;
};
const reached = (spec: object) =>
    service(
        [{ port: 443 }],
        { selector: { istio: "ingressgateway" }, ...spec },
        { namespace: "istio-ingress" },
    );
judges(restrictGatewayPrivileges, {
    accepts: [
        ["a load balancer", [ingress(), reached({ type: "LoadBalancer" })]],
        ["an application with a port of its node", joined({ containers: [{ ports: [{ hostPort: 80 }] }] })],
    ],
    refuses: [
        [
            "a port of the node",
            gatewayPod({ ports: [{ hostPort: 443 }] }),
            [
                "advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].ports[0].hostPort is 443, a port of its node; remove it, and use a Service of type LoadBalancer",
            ],
        ],
        [
            "capabilities",
            gatewayPod({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } }),
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].securityContext.capabilities.add[0] is "NET_BIND_SERVICE", which a gateway does not need; remove it',
            ],
        ],
        [
            "privileges",
            gatewayPod({ securityContext: { privileged: true } }),
            [
                "advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].securityContext.privileged is true, which a gateway does not need; remove it",
            ],
        ],
        [
            "a port of every node",
            [ingress(), reached({ type: "NodePort" })],
            [
                'advisory: Service istio-ingress/orders: spec.type is "NodePort", so every node of the cluster opens a port to the gateway; use LoadBalancer',
            ],
        ],
        [
            "what is not known",
            [gatewayPod({ ports: [{ hostPort: unknown }] }), reached({ type: unknown })],
            [
                "advisory: Deployment istio-ingress/ingress: spec.template.spec.containers[0].ports[0].hostPort is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Service istio-ingress/orders: spec.type is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const cors = (corsPolicy: unknown) => routeOf({ http: [{ corsPolicy }] });
const credentials = (...allowOrigins: unknown[]) => cors({ allowCredentials: true, allowOrigins });
judges(disallowOpenCors, {
    accepts: [
        ["an origin", credentials({ exact: "https://app.example.com" })],
        ["a pattern of a domain", credentials({ regex: "https://[a-z]+\\.example\\.com" })],
        ["every origin without credentials", cors({ allowOrigins: [{ regex: ".*" }] })],
    ],
    refuses: [
        [
            "every origin",
            credentials({ regex: ".*" }),
            [
                'mandatory: VirtualService core/orders: spec.http[0].corsPolicy.allowOrigins[0] is {"regex":".*"}, and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "every https origin",
            credentials({ prefix: "https://" }, { regex: "https://.*" }),
            [
                'mandatory: VirtualService core/orders:\n  - spec.http[0].corsPolicy.allowOrigins[0] is {"prefix":"https://"}, and credentials are allowed, so every page a user opens may act as the user; name the origins\n  - spec.http[0].corsPolicy.allowOrigins[1] is {"regex":"https://.*"}, and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "a star",
            credentials({ exact: "*" }),
            [
                'mandatory: VirtualService core/orders: spec.http[0].corsPolicy.allowOrigins[0] is {"exact":"*"}, and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "an HTTPRoute",
            apiRoute({
                rules: [
                    { filters: [{ type: "CORS", cors: { allowCredentials: true, allowOrigins: ["*"] } }] },
                ],
            }),
            [
                'mandatory: HTTPRoute core/orders: spec.rules[0].filters[0].cors.allowOrigins[0] is "*", and credentials are allowed, so every page a user opens may act as the user; name the origins',
            ],
        ],
        [
            "an origin that is not known",
            credentials({ regex: unknown }),
            [
                "advisory: VirtualService core/orders: spec.http[0].corsPolicy.allowOrigins[0].regex is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "credentials that are not known",
            cors({ allowCredentials: unknown, allowOrigins: [{ exact: "*" }] }),
            [
                "advisory: VirtualService core/orders: spec.http[0].corsPolicy.allowCredentials is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const forwarded = (value: unknown) => ({
    defaultConfig: { gatewayTopology: { forwardClientCertDetails: value } },
});
const addressed = (value: unknown, match: object = { context: "GATEWAY" }): Props => ({
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: { name: "edge", namespace: "istio-ingress" },
    spec: {
        configPatches: [
            {
                applyTo: "NETWORK_FILTER",
                match,
                patch: { operation: "MERGE", value: { typed_config: { use_remote_address: value } } },
            },
        ],
    },
});
judges(restrictClientCertificateHeaders, {
    accepts: [
        ["nothing", meshConfigMap({})],
        [
            "a gateway that sets it",
            ingress({
                "proxy.istio.io/config": "gatewayTopology: { forwardClientCertDetails: SANITIZE_SET }",
            }),
        ],
        ["an application's proxy", joined()],
        ["a patch of sidecars", addressed(false, { context: "SIDECAR_INBOUND" })],
        ["a patch that keeps addresses", addressed(true)],
        ["a patch of something else", addressed(undefined)],
    ],
    refuses: [
        [
            "addresses that clients write",
            addressed(false),
            [
                "advisory: EnvoyFilter istio-ingress/edge: spec.configPatches[0].patch.value.typed_config.use_remote_address is false, so clients write their own address, and headers that only proxies may set; remove it",
            ],
        ],
        [
            "a patch that is not known",
            addressed(unknown, { context: unknown }),
            [
                "advisory: EnvoyFilter istio-ingress/edge: spec.configPatches[0].patch.value.typed_config.use_remote_address is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "the mesh",
            meshConfigMap(forwarded("ALWAYS_FORWARD_ONLY")),
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.defaultConfig.gatewayTopology.forwardClientCertDetails is "ALWAYS_FORWARD_ONLY", so a client may claim any certificate; set SANITIZE_SET',
            ],
        ],
        [
            "one gateway",
            ingress({
                "proxy.istio.io/config": "gatewayTopology: { forwardClientCertDetails: FORWARD_ONLY }",
            }),
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.metadata.annotations["proxy.istio.io/config"].gatewayTopology.forwardClientCertDetails is "FORWARD_ONLY", so a client may claim any certificate; set SANITIZE_SET',
            ],
        ],
        [
            "a value that is not known",
            {
                ...release("istiod", { meshConfig: forwarded(unknown) }),
                apiVersion: "helm.sh/v3",
                kind: "Release",
            },
            [
                "advisory: Release istio-system/istiod: values.meshConfig.defaultConfig.gatewayTopology.forwardClientCertDetails is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(requireReachableServers, {
    accepts: [
        ["a port of the Service", [gateway([https({})]), ingress(), reached({})]],
        [
            "a port of the pod behind it",
            [
                gateway([https({ port: { number: 8443, protocol: "HTTPS" } })]),
                ingress(),
                reached({ ports: [{ port: 443, targetPort: 8443 }] }),
            ],
        ],
        ["a Service of another stack", [gateway([https({})]), ingress()]],
        ["Istio's own gateway in another stack", [gateway([https({})]), joined()]],
        [
            "a port that is not known",
            [gateway([plainHttp({})]), ingress(), reached({ ports: [{ port: unknown }] })],
        ],
    ],
    refuses: [
        [
            "a selector of nothing",
            [gateway([https({})], { selector: { istio: "edge" } }), joined()],
            [
                'advisory: Gateway core/edge: spec.selector is {"istio":"edge"}, which no pod of this stack carries, so nothing opens these servers; write the labels of the gateway\'s pods',
            ],
        ],
        [
            "a port the Service lacks",
            [gateway([plainHttp({})]), ingress(), reached({})],
            [
                "advisory: Gateway core/edge: spec.servers[0].port.number is 80, which Service orders does not lead to; add the port to the Service",
            ],
        ],
    ],
});

const proxyConfig = (spec: Props): Props => ({
    apiVersion: "networking.istio.io/v1beta1",
    kind: "ProxyConfig",
    metadata: { name: "edge", namespace: "istio-ingress" },
    spec,
});
const limited = { connectionSettings: { profile: "EDGE" } };
judges(requireEdgeLimits, {
    accepts: [
        [
            "limits of its own",
            [
                meshConfigMap({}),
                ingress({ "proxy.istio.io/config": "connectionSettings: { profile: EDGE }" }),
            ],
        ],
        ["limits of the mesh", [meshConfigMap({ defaultConfig: limited }), ingress()]],
        [
            "limits by Envoy's runtime",
            [
                meshConfigMap({}),
                ingress({
                    "proxy.istio.io/config":
                        "runtimeValues: { overload.global_downstream_max_connections: '1000' }",
                }),
            ],
        ],
        [
            "a ProxyConfig",
            [
                meshConfigMap({}),
                ingress(),
                proxyConfig({ selector: { matchLabels: { istio: "ingressgateway" } }, ...limited }),
            ],
        ],
        [
            "a bootstrap of its own",
            [meshConfigMap({}), ingress({ "sidecar.istio.io/bootstrapOverride": "edge" })],
        ],
        ["a mesh of another stack", ingress()],
        ["an application", [meshConfigMap({}), joined()]],
    ],
    refuses: [
        [
            "no limits",
            [meshConfigMap({}), ingress()],
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.metadata.annotations["proxy.istio.io/config"] is not set, so nothing limits the connections of clients; add {"connectionSettings": {"profile": "EDGE"}}',
            ],
        ],
        [
            "limits of another gateway",
            [
                meshConfigMap({}),
                ingress(),
                proxyConfig({ selector: { matchLabels: { istio: "other" } }, ...limited }),
            ],
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.metadata.annotations["proxy.istio.io/config"] is not set, so nothing limits the connections of clients; add {"connectionSettings": {"profile": "EDGE"}}',
            ],
        ],
        [
            "an annotation that is not known",
            [meshConfigMap({}), ingress({ "proxy.istio.io/config": unknown })],
            [
                'advisory: Deployment istio-ingress/ingress: spec.template.metadata.annotations["proxy.istio.io/config"] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created',
            ],
        ],
    ],
});
