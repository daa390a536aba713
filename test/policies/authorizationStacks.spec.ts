import { disallowRequestFieldsOnTcp } from "../../policies/security/disallowRequestFieldsOnTcp";
import { requireFailClosedProviders } from "../../policies/security/requireFailClosedProviders";
import { requireKnownCallers } from "../../policies/security/requireKnownCallers";
import { requireLimitedWorkloads } from "../../policies/security/requireLimitedWorkloads";
import { requireMutualTlsForIdentities } from "../../policies/security/requireMutualTlsForIdentities";
import { requireOwnIdentities } from "../../policies/security/requireOwnIdentities";
import { requirePathNormalization } from "../../policies/security/requirePathNormalization";
import { requireTargetPorts } from "../../policies/security/requireTargetPorts";
import { requireTargets } from "../../policies/security/requireTargets";
import { requireTrustedClientAddresses } from "../../policies/security/requireTrustedClientAddresses";
import { requireWaypointsForRequests } from "../../policies/security/requireWaypointsForRequests";
import { restrictTrustDomains } from "../../policies/security/restrictTrustDomains";
import {
    allow,
    allowFrom,
    allowTo,
    caller,
    deny,
    denyTo,
    ingress,
    issuer,
    joined,
    requestAuthentication,
    service,
    serviceAccount,
} from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import {
    authorizationPolicy,
    dated,
    istiod,
    meshConfigMap,
    namespace,
    peerAuthentication,
    release,
    sidecar,
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
    ],
    refuses: [
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

const web = { port: 80, targetPort: 8080, name: "http" };
const named = { port: 80, targetPort: "web", name: "http" };
const containers = [{ name: "orders", ports: [{ name: "web", containerPort: 8080 }] }];

judges(requireTargetPorts, {
    accepts: [
        ["the port of the pod", [allowTo({ ports: ["8080"] }), service([web]), joined()]],
        ["a Service of the same port", [allowTo({ ports: ["80"] }), service([{ port: 80 }]), joined()]],
        ["pods of another stack", [allowTo({ ports: ["80"] }), service([web])]],
        [
            "a Service whose selector is not known",
            [allowTo({ ports: ["80"] }), service([web], { selector: unknown }), joined()],
        ],
        [
            "a port that is not known",
            [allowTo({ ports: [unknown] }), service([{ port: unknown, targetPort: unknown }]), joined()],
        ],
        [
            "a port another container listens on",
            [
                allowTo({ ports: ["80"] }),
                service([web]),
                joined({ containers: [{ ports: [{ containerPort: 80 }] }] }),
            ],
        ],
    ],
    refuses: [
        [
            "the port of the Service",
            [allowTo({ ports: ["80"] }), service([web]), joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.ports[0] is "80", the port of the Service, and the pod listens on 8080: the rule never matches; name "8080"',
            ],
        ],
        [
            "the port of the Service, by the name of the pod's",
            [denyTo({ notPorts: ["80"] }), service([named]), joined({ containers })],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.notPorts[0] is "80", the port of the Service, and the pod listens on 8080: the rule never matches; name "8080"',
            ],
        ],
    ],
});

const mixed = service([web, { port: 5432, name: "tcp-sql" }]);
judges(disallowRequestFieldsOnTcp, {
    accepts: [
        ["a DENY for the HTTP port", [denyTo({ paths: ["/a"], ports: ["8080"] }), mixed, joined()]],
        ["a DENY by callers", [deny({ from: [caller] }), mixed, joined()]],
        ["an ALLOW for every port", [allowTo({ paths: ["/a"] }), mixed, joined()]],
        ["a DENY by callers and paths", [deny({ from: [caller], to: [{ operation: { paths: ["/a"] } }] })]],
        ["fields that are not known", [denyTo(unknown)]],
    ],
    refuses: [
        [
            "a DENY that reaches a TCP port",
            [denyTo({ paths: ["/a"] }), mixed, joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], so every connection to the TCP port 5432 is denied; name the HTTP ports in to.operation.ports',
            ],
        ],
        [
            "a DENY for the TCP port",
            [denyTo({ methods: ["GET"], ports: ["5432"] }), mixed, joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.ports[0] is "5432", a port that speaks no HTTP for Istio, so every connection to it is denied; leave it out, or go by callers alone there',
            ],
        ],
        [
            "an ALLOW for the TCP port",
            [allowTo({ methods: ["GET"], ports: ["5432"] }), mixed, joined()],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.ports[0] is "5432", a port that speaks no HTTP for Istio, so the rule never matches; leave it out, or go by callers alone there',
            ],
        ],
        [
            "a DENY of tokens for the TCP port",
            [deny({ from: [{ source: { notRequestPrincipals: ["*"] } }] }), mixed, joined()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.notRequestPrincipals is ["*"], so every connection to the TCP port 5432 is denied; name the HTTP ports in to.operation.ports',
            ],
        ],
        [
            "a DENY by paths alone",
            denyTo({ paths: ["/a"] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], and nothing else narrows the rule, so it denies all of every TCP port; name the HTTP ports in to.operation.ports',
            ],
        ],
        [
            "a DENY by a header alone",
            deny({ when: [{ key: "request.headers[a]", values: ["b"] }] }),
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].key is "request.headers[a]", and nothing else narrows the rule, so it denies all of every TCP port; name the HTTP ports in to.operation.ports',
            ],
        ],
    ],
});

const lax = peerAuthentication(
    { selector: { matchLabels: { app: "orders" } }, mtls: { mode: "PERMISSIVE" } },
    { name: "orders" },
);
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
            "a DENY by namespace",
            [joined(), lax, deny({ from: [{ source: { notNamespaces: ["edge"] } }] })],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.notNamespaces[0] is "edge", and Deployment orders, which it is for, accepts plaintext too; set mtls.mode to STRICT for it',
            ],
        ],
    ],
});

const provider = (settings: object) =>
    meshConfigMap({ extensionProviders: [{ name: "authz", ...settings }] });
const custom = (name: unknown) => authorizationPolicy({ action: "CUSTOM", provider: { name }, rules: [{}] });
judges(requireFailClosedProviders, {
    accepts: [
        [
            "a declared provider",
            [custom("authz"), provider({ envoyExtAuthzGrpc: { service: "a", port: 1 } })],
        ],
        ["a mesh of another stack", custom("authz")],
    ],
    refuses: [
        [
            "a provider that fails open",
            provider({ envoyExtAuthzHttp: { failOpen: true } }),
            [
                "mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.extensionProviders[0].envoyExtAuthzHttp.failOpen is true, so every call passes while the provider does not answer; remove it",
            ],
        ],
        [
            "a provider nobody declares",
            [custom("other"), provider({ envoyExtAuthzGrpc: {} })],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.provider.name is "other", which no mesh configuration declares, so every request is denied; declare it under meshConfig.extensionProviders',
            ],
        ],
        [
            "names that are not known",
            [
                custom("authz"),
                {
                    ...release("istiod", { meshConfig: { extensionProviders: unknown } }),
                    apiVersion: "helm.sh/v3",
                    kind: "Release",
                },
            ],
            [
                "mandatory: Release istio-system/istiod: values.meshConfig.extensionProviders is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
        [
            "a provider that is not known",
            [custom(unknown), provider({ envoyExtAuthzGrpc: { failOpen: false } })],
            [
                "mandatory: AuthorizationPolicy core/orders: spec.provider.name is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const letsIn = (account: string) =>
    allow({ from: [{ source: { principals: [`cluster.local/ns/core/sa/${account}`] } }] });
judges(requireOwnIdentities, {
    accepts: [
        ["an account of one workload", [letsIn("orders"), joined({ serviceAccountName: "orders" })]],
        [
            "an account of two versions",
            [
                letsIn("orders"),
                joined({ serviceAccountName: "orders" }),
                joined({ serviceAccountName: "orders" }, { version: "v2" }),
            ],
        ],
        [
            "a shared account nobody lets in",
            [joined({ serviceAccountName: "a" }), joined({ serviceAccountName: "a" }, { app: "b" })],
        ],
        [
            "what is not known",
            [letsIn("a"), joined({ serviceAccountName: unknown }), allowFrom({ principals: [unknown] })],
        ],
    ],
    refuses: [
        [
            "the account of whoever names none",
            letsIn("default"),
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/core/sa/default", the identity of every pod in core that names none; give the caller a ServiceAccount of its own and name that',
            ],
        ],
        [
            "an account of two workloads",
            [
                letsIn("a"),
                joined({ serviceAccountName: "a" }),
                joined({ serviceAccountName: "a" }, { app: "b" }),
            ],
            [
                'advisory: Deployment core/b: spec.template.spec.serviceAccountName is "a", which another workload has too, so whatever lets one in lets in both; give each its own ServiceAccount',
            ],
        ],
    ],
});

judges(restrictTrustDomains, {
    accepts: [
        [
            "the mesh's own",
            [allowFrom({ principals: ["td1/ns/a/sa/b"] }), meshConfigMap({ trustDomain: "td1" })],
        ],
        ["Istio's name for the mesh's own", [called, meshConfigMap({ trustDomain: "td1" })]],
        [
            "an alias, and one with a root of its own",
            [
                allowFrom({ principals: ["td0/ns/a/sa/b", "td2/ns/a/sa/b"] }),
                meshConfigMap({
                    trustDomain: "td1",
                    trustDomainAliases: ["td0"],
                    caCertificates: [{ trustDomains: ["td2"] }],
                }),
            ],
        ],
        ["a mesh of another stack", allowFrom({ principals: ["td9/ns/a/sa/b"] })],
    ],
    refuses: [
        [
            "a stranger",
            [allowFrom({ principals: ["td9/ns/a/sa/b"] }), meshConfigMap({ trustDomain: "td1" })],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "td9/ns/a/sa/b", whose trust domain this mesh does not name, so it may never match, or match a stranger; write the mesh\'s trust domain, or name that one in trustDomainAliases or caCertificates',
            ],
        ],
        [
            "an alias for many",
            meshConfigMap({ trustDomain: "td1", trustDomainAliases: ["td*"] }),
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.trustDomainAliases[0] is "td*", so whoever makes a trust domain of such a name is taken for this mesh; name it in full',
            ],
        ],
        [
            "an alias that is not known",
            {
                ...release("istiod", { meshConfig: { trustDomainAliases: [unknown] } }),
                apiVersion: "helm.sh/v3",
                kind: "Release",
            },
            [
                "advisory: Release istio-system/istiod: values.meshConfig.trustDomainAliases[0] is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const ambient = (labels: object = {}) =>
    namespace("core", { "istio.io/dataplane-mode": "ambient", ...labels });
const targeted = (kind: string) =>
    authorizationPolicy({
        targetRefs: [{ kind, name: "orders" }],
        rules: [{ from: [caller], to: [{ operation: { paths: ["/a"] } }] }],
    });
judges(requireWaypointsForRequests, {
    accepts: [
        [
            "a namespace with sidecars",
            [allowTo({ paths: ["/a"] }), namespace("core", { "istio-injection": "enabled" })],
        ],
        ["a policy about connections", [allowTo({ ports: ["8080"] }), ambient()]],
        [
            "a Service behind the namespace's waypoint",
            [targeted("Service"), ambient({ "istio.io/use-waypoint": "waypoint" })],
        ],
        ["a waypoint itself", [targeted("Gateway"), ambient()]],
        ["a namespace of another stack", allowTo({ paths: ["/a"] })],
    ],
    refuses: [
        [
            "a selector for paths",
            [allowTo({ paths: ["/a"] }), ambient()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.selector.matchLabels is {"app":"orders"}, which a waypoint ignores, and ztunnel sees no requests; name the Service or Gateway in targetRefs instead',
            ],
        ],
        [
            "paths for the whole namespace",
            [authorizationPolicy({ rules: [{ to: [{ operation: { paths: ["/a"] } }] }] }), ambient()],
            [
                'mandatory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], which a waypoint ignores, and ztunnel sees no requests; name the Service or Gateway in targetRefs instead',
            ],
        ],
        [
            "tokens by a selector",
            [requestAuthentication([issuer]), ambient()],
            [
                'mandatory: RequestAuthentication core/orders: spec.selector.matchLabels is {"app":"orders"}, which a waypoint ignores, and ztunnel sees no requests; name the Service or Gateway in targetRefs instead',
            ],
        ],
        [
            "a Service without waypoint",
            [targeted("Service"), ambient()],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.paths is ["/a"], and neither core nor, for all this stack says, a Service of it uses a waypoint; set istio.io/use-waypoint',
            ],
        ],
    ],
});

judges(requireTargets, {
    accepts: [
        ["labels of a pod", [called, joined()]],
        ["pods of another stack", called],
        ["a policy for the namespace", [authorizationPolicy({}), joined()]],
        ["pods whose labels are not known", [called, joined({}, { app: "other", version: unknown })]],
        [
            "pods anywhere, from the root namespace",
            [
                authorizationPolicy(
                    { selector: { matchLabels: { app: "orders" } } },
                    { namespace: "istio-system" },
                ),
                joined(),
            ],
        ],
    ],
    refuses: [
        [
            "labels of no pod",
            [allow({ from: [caller] }), joined({}, { app: "other" })],
            [
                'advisory: AuthorizationPolicy core/orders: spec.selector.matchLabels is {"app":"orders"}, which no pod of its namespace carries; write the labels of what AuthorizationPolicy core/orders is for',
            ],
        ],
        [
            "a Sidecar of no pod",
            [sidecar({ workloadSelector: { labels: { app: "ordres" } } }), joined()],
            [
                'advisory: Sidecar core/default: spec.workloadSelector.labels is {"app":"ordres"}, which no pod of its namespace carries; write the labels of what Sidecar core/default is for',
            ],
        ],
        [
            "labels that are not known",
            [authorizationPolicy({ selector: { matchLabels: { app: unknown } } }), joined()],
            [
                "advisory: AuthorizationPolicy core/orders: spec.selector.matchLabels.app is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const accounts = [serviceAccount("frontend", "edge"), namespace("edge", {}), namespace("core", {})];
judges(requireKnownCallers, {
    accepts: [
        ["an account that is declared", [called, ...accounts]],
        [
            "an account a pod uses",
            [
                allowFrom({ principals: ["cluster.local/ns/core/sa/x"] }),
                serviceAccount("y"),
                joined({ serviceAccountName: "x" }),
            ],
        ],
        [
            "a namespace with accounts of another stack",
            [called, namespace("edge", {}), namespace("core", {})],
        ],
        ["Istio's own namespaces", [allowFrom({ namespaces: ["istio-ingress"] }), ...accounts]],
        ["a stack that declares one namespace", [called, namespace("core", {})]],
        ["what is not known", [allowFrom({ principals: [unknown], namespaces: unknown }), ...accounts]],
    ],
    refuses: [
        [
            "an account that is not there",
            [allowFrom({ principals: ["cluster.local/ns/edge/sa/fronted"] }), ...accounts],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/fronted", and edge has no ServiceAccount fronted, so nobody is meant; correct it, or declare the account',
            ],
        ],
        [
            "a principal of a namespace that is not there",
            [allowFrom({ principals: ["cluster.local/ns/egde/sa/frontend"] }), ...accounts],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/egde/sa/frontend", and this stack declares namespaces, but no egde; correct the name, or declare it',
            ],
        ],
        [
            "a namespace that is not there",
            [allowFrom({ namespaces: ["edge", "egde"] }), ...accounts],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.namespaces[1] is "egde", and this stack declares namespaces, but no egde; correct the name, or declare it',
            ],
        ],
        [
            "a condition on one",
            [allow({ when: [{ key: "source.namespace", values: ["egde"] }] }), ...accounts],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].when[0].values[0] is "egde", and this stack declares namespaces, but no egde; correct the name, or declare it',
            ],
        ],
    ],
});
