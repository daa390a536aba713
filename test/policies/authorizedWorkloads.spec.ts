import { requireLimitedWorkloads } from "../../policies/security/requireLimitedWorkloads";
import { requireMutualTlsForIdentities } from "../../policies/security/requireMutualTlsForIdentities";
import { requirePathNormalization } from "../../policies/security/requirePathNormalization";
import { requireTrustedClientAddresses } from "../../policies/security/requireTrustedClientAddresses";
import { allow, allowFrom, allowTo, caller, deny, denyTo, ingress, joined, service } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { ruleFor } from "./egressObjects";
import {
    authorizationPolicy,
    dated,
    istiod,
    meshConfigMap,
    namespace,
    peerAuthentication,
    release,
} from "./objects";
import { judges } from "./tables";

const called = allow({ from: [caller] });
const strict = peerAuthentication({ mtls: { mode: "STRICT" } });

judges(requireLimitedWorkloads, {
    accepts: [
        ["a workload with an ALLOW", [istiod(), joined(), called]],
        ["a workload under the default deny of its namespace", [istiod(), joined(), authorizationPolicy({})]],
        [
            "a workload under the default deny of the mesh",
            [istiod(), joined(), authorizationPolicy({}, { namespace: "istio-system" })],
        ],
        [
            "a workload of a namespace that joins, which another rule judges",
            [istiod(), joined(), namespace("core", { "istio.io/rev": "a" })],
        ],
        ["a gateway", [istiod(), ingress()]],
        ["a stack without control plane", joined()],
        ["a workload outside the mesh", [istiod(), joined({}, { "sidecar.istio.io/inject": "false" })]],
        [
            "a policy whose labels are not known",
            [
                istiod(),
                joined(),
                authorizationPolicy({ selector: { matchLabels: { app: unknown } }, rules: [{}] }),
            ],
        ],
    ],
    refuses: [
        [
            "a workload without any policy",
            [istiod(), joined()],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["sidecar.istio.io/inject"] is "true", so the pod is in the mesh, and no ALLOW policy is for it: every call passes; create an AuthorizationPolicy for it, or a default deny, in core',
            ],
        ],
        [
            "a workload under a DENY alone",
            [istiod(), joined(), deny({})],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["sidecar.istio.io/inject"] is "true", so the pod is in the mesh, and no ALLOW policy is for it: every call passes; create an AuthorizationPolicy for it, or a default deny, in core',
            ],
        ],
        [
            "a workload under a dry run",
            [istiod(), joined(), authorizationPolicy({}, { annotations: { "istio.io/dry-run": "true" } })],
            [
                'mandatory: Deployment core/orders: spec.template.metadata.labels["sidecar.istio.io/inject"] is "true", so the pod is in the mesh, and no ALLOW policy is for it: every call passes; create an AuthorizationPolicy for it, or a default deny, in core',
            ],
        ],
        [
            "a workload of another namespace than the policy",
            [istiod(), joined({}, {}, "users"), called],
            [
                'mandatory: Deployment users/orders: spec.template.metadata.labels["sidecar.istio.io/inject"] is "true", so the pod is in the mesh, and no ALLOW policy is for it: every call passes; create an AuthorizationPolicy for it, or a default deny, in users',
            ],
        ],
    ],
});

const fromInternet = { from: [{ source: { remoteIpBlocks: ["203.0.113.0/24"] } }] };
const atIngress = (...rules: unknown[]) =>
    authorizationPolicy(
        { selector: { matchLabels: { istio: "ingressgateway" } }, rules },
        { namespace: "istio-ingress" },
    );
const exposed = (spec: Props) =>
    service(
        [{ port: 443 }],
        { type: "LoadBalancer", selector: { istio: "ingressgateway" }, ...spec },
        { namespace: "istio-ingress" },
    );
const direct = { from: [{ source: { ipBlocks: ["203.0.113.0/24"] } }] };

const atOrders = (ipBlocks: unknown = ["203.0.113.0/24"]) => deny({ from: [{ source: { ipBlocks } }] });

judges(requireTrustedClientAddresses, {
    accepts: [
        [
            "a mesh that counts its proxies",
            [
                atIngress(fromInternet),
                meshConfigMap({ defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } } }),
            ],
        ],
        [
            "a gateway that counts them itself",
            [
                atIngress(fromInternet),
                meshConfigMap({}),
                ingress({ "proxy.istio.io/config": "gatewayTopology:\n  numTrustedProxies: 2\n" }),
            ],
        ],
        ["a mesh of another stack", atIngress(fromInternet)],
        [
            "a Service that keeps addresses",
            [atIngress(direct), ingress(), exposed({ externalTrafficPolicy: "Local" })],
        ],
        ["a Service inside the cluster", [atIngress(direct), ingress(), exposed({ type: "ClusterIP" })]],
        ["addresses of pods", [atOrders(["10.0.0.0/8", "192.168.3.4"]), joined(), service([{ port: 80 }])]],
        ["blocks wider than any owner's", [atOrders(["128.0.0.0/1"]), joined(), service([{ port: 80 }])]],
        ["addresses that pods may have", [atOrders(["2001:db8::/32"]), joined(), service([{ port: 80 }])]],
        [
            "a workload that is reached from outside",
            [atOrders(), joined(), service([{ port: 80 }], { type: "LoadBalancer" })],
        ],
        [
            "one that may be reached from outside",
            [atOrders(), joined(), service([{ port: 80 }], { type: unknown })],
        ],
        [
            "one with a port of its node",
            [atOrders(), joined({ containers: [{ ports: [{ hostPort: 80 }] }] }), service([{ port: 80 }])],
        ],
        ["a workload whose Services another stack has", [atOrders(), joined()]],
        [
            "a policy for a whole namespace",
            [authorizationPolicy({ rules: [direct] }), joined(), service([{ port: 80 }])],
        ],
    ],
    refuses: [
        [
            "addresses of the internet where only pods call",
            [atOrders(["10.0.0.0/8", "203.0.113.0/24"]), joined(), service([{ port: 80 }])],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.ipBlocks[1] is "203.0.113.0/24", an address of the internet, and only pods and gateways call this workload, each by its own: it never matches; use remoteIpBlocks, or put the policy on the gateway',
            ],
        ],
        [
            "an address that is not known",
            atOrders([unknown]),
            [
                "mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.ipBlocks[0] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
        [
            "a condition on one",
            [
                deny({ when: [{ key: "source.ip", values: ["203.0.113.7"] }] }),
                joined(),
                service([{ port: 80 }]),
            ],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values[0] is "203.0.113.7", an address of the internet, and only pods and gateways call this workload, each by its own: it never matches; use remoteIpBlocks, or put the policy on the gateway',
            ],
        ],
        [
            "an uncounted X-Forwarded-For",
            [atIngress(fromInternet), meshConfigMap({})],
            [
                'mandatory: AuthorizationPolicy istio-ingress/orders: spec.rules[0].from[0].source.remoteIpBlocks is ["203.0.113.0/24"], and no gatewayTopology.numTrustedProxies says how far X-Forwarded-For can be believed; set it in meshConfig.defaultConfig or in the gateway\'s proxy.istio.io/config, or use ipBlocks',
            ],
        ],
        [
            "a condition on it",
            [
                atIngress({ when: [{ key: "remote.ip", values: ["203.0.113.1"] }] }),
                meshConfigMap({ defaultConfig: { gatewayTopology: { numTrustedProxies: 0 } } }),
            ],
            [
                'mandatory: AuthorizationPolicy istio-ingress/orders: spec.rules[0].when[0].values[0] is "203.0.113.1", and no gatewayTopology.numTrustedProxies says how far X-Forwarded-For can be believed; set it in meshConfig.defaultConfig or in the gateway\'s proxy.istio.io/config, or use ipBlocks',
            ],
        ],
        [
            "a Service that hides addresses",
            [atIngress(direct), ingress(), exposed({})],
            [
                "mandatory: Service istio-ingress/orders: spec.externalTrafficPolicy is not set, so nodes replace the client's address, by which AuthorizationPolicy orders goes; set it to Local",
            ],
        ],
        [
            "a Service that may hide them",
            [atIngress(direct), ingress(), exposed({ externalTrafficPolicy: unknown })],
            [
                "mandatory: Service istio-ingress/orders: spec.externalTrafficPolicy is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
        [
            "an annotation that is not known",
            [atIngress(fromInternet), meshConfigMap({}), ingress({ "proxy.istio.io/config": unknown })],
            [
                'mandatory: AuthorizationPolicy istio-ingress/orders: spec.template.metadata.annotations["proxy.istio.io/config"] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource\'s output',
            ],
        ],
    ],
});

judges(requirePathNormalization, {
    accepts: [
        [
            "merged and decoded slashes",
            [
                denyTo({ paths: ["/a"] }),
                meshConfigMap({ pathNormalization: { normalization: "DECODE_AND_MERGE_SLASHES" } }),
            ],
        ],
        ["a mesh without rules about paths", [allowTo({ methods: ["GET"] }), meshConfigMap({})]],
        ["a mesh of another stack", denyTo({ paths: ["/a"] })],
    ],
    refuses: [
        [
            "a DENY of paths under the default",
            [denyTo({ paths: ["/a"] }), meshConfigMap({})],
            [
                "mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.pathNormalization.normalization is not set, so other spellings of a path pass by AuthorizationPolicy core/orders; set it to DECODE_AND_MERGE_SLASHES",
            ],
        ],
        [
            "an ALLOW of paths under BASE",
            [allowTo({ notPaths: ["/a"] }), meshConfigMap({ pathNormalization: { normalization: "BASE" } })],
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.pathNormalization.normalization is "BASE", so other spellings of a path pass by AuthorizationPolicy core/orders; set it to DECODE_AND_MERGE_SLASHES',
            ],
        ],
        [
            "values of the chart",
            [
                denyTo({ paths: unknown }),
                { ...release("istiod", { meshConfig: {} }), apiVersion: "helm.sh/v3", kind: "Release" },
            ],
            [
                "mandatory: Release istio-system/istiod: values.meshConfig.pathNormalization.normalization is not set, so other spellings of a path pass by AuthorizationPolicy core/orders; set it to DECODE_AND_MERGE_SLASHES",
            ],
        ],
        [
            "a normalization that is not known",
            [
                denyTo({ paths: ["/a"] }),
                {
                    ...release("istiod", { meshConfig: { pathNormalization: unknown } }),
                    apiVersion: "helm.sh/v3",
                    kind: "Release",
                },
            ],
            [
                "mandatory: Release istio-system/istiod: values.meshConfig.pathNormalization is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const lax = peerAuthentication(
    { selector: { matchLabels: { app: "orders" } }, mtls: { mode: "PERMISSIVE" } },
    { name: "orders" },
);
const plaintext = (host: string) => ruleFor({ host, trafficPolicy: { tls: { mode: "DISABLE" } } });
judges(requireMutualTlsForIdentities, {
    accepts: [
        ["a namespace that is STRICT", [istiod(), joined(), called, strict]],
        [
            "a mesh that is STRICT",
            [
                istiod(),
                joined(),
                called,
                peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "istio-system" }),
            ],
        ],
        [
            "a namespace that another rule judges",
            [istiod(), joined(), called, namespace("core", { "istio.io/rev": "a" })],
        ],
        ["a mesh of another stack", [joined(), called]],
        [
            "a policy without identities",
            [joined(), lax, allow({ when: [{ key: "request.auth.principal", values: ["a/*"] }] })],
        ],
        [
            "a mode that is not known, of which others speak",
            [istiod(), joined(), called, peerAuthentication({ mtls: unknown })],
        ],
        [
            "a dated stage",
            [
                joined(),
                peerAuthentication({ mtls: { mode: "PERMISSIVE" } }),
                authorizationPolicy({ rules: [{ from: [caller] }] }, dated("observed")),
            ],
        ],
        ["identities that are not known", [joined(), lax, allowFrom(unknown)]],
        [
            "a workload of another stack that takes mutual TLS in a namespace that does not",
            [called, peerAuthentication({ mtls: { mode: "DISABLE" } }), lax],
        ],
        ["callers of another namespace that send plaintext", [called, plaintext("*.edge.svc.cluster.local")]],
    ],
    refuses: [
        [
            "a workload that is PERMISSIVE",
            [joined(), called, strict, lax],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/frontend", and Deployment orders, which it is for, accepts plaintext too; set mtls.mode to STRICT for it',
            ],
        ],
        [
            "a namespace that says UNSET in a mesh that says nothing",
            [istiod(), joined(), called, peerAuthentication({})],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/frontend", and Deployment orders, which it is for, accepts plaintext too; set mtls.mode to STRICT for it',
            ],
        ],
        [
            "a workload of another stack without mutual TLS",
            [called, peerAuthentication({ mtls: { mode: "DISABLE" } }, { namespace: "istio-system" })],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/frontend", and what it is for takes plaintext only; set mtls.mode to STRICT for it',
            ],
        ],
        [
            "conditions on what only mutual TLS tells",
            [
                joined(),
                lax,
                allow({ when: [{ key: "source.namespace", values: ["edge"] }] }),
                {
                    ...allow({ when: [{ key: "connection.sni", values: ["a.example"] }] }),
                    metadata: { name: "sni", namespace: "core" },
                },
            ],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values[0] is "edge", and Deployment orders, which it is for, accepts plaintext too; set mtls.mode to STRICT for it',
                'mandatory: AuthorizationPolicy core/sni: spec.rules[0].when[0].values[0] is "a.example", and Deployment orders, which it is for, accepts plaintext too; set mtls.mode to STRICT for it',
            ],
        ],
        [
            "callers that send plaintext",
            [called, plaintext("*.core.svc.cluster.local")],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/frontend", and DestinationRule core/orders has callers send plaintext; remove its tls block',
            ],
        ],
        [
            "a DENY by namespace",
            [joined(), lax, deny({ from: [{ source: { notNamespaces: ["edge"] } }] })],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.notNamespaces[0] is "edge", and Deployment orders, which it is for, accepts plaintext too; set mtls.mode to STRICT for it',
            ],
        ],
    ],
});
