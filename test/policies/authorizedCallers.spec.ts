import { requireFailClosedProviders } from "../../policies/security/requireFailClosedProviders";
import { requireKnownCallers } from "../../policies/security/requireKnownCallers";
import { requireKnownRequestHosts } from "../../policies/security/requireKnownRequestHosts";
import { requireOwnIdentities } from "../../policies/security/requireOwnIdentities";
import { requireTargets } from "../../policies/security/requireTargets";
import { restrictTrustDomains } from "../../policies/security/restrictTrustDomains";
import { allow, allowFrom, allowTo, caller, joined, service, serviceAccount } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { authorizationPolicy, chart, meshConfigMap, namespace, release, sidecar } from "./objects";
import { judges } from "./tables";

const called = allow({ from: [caller] });
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

const twoNetworks = "networks: { one: {}, two: {} }";
const spanning = (mesh: object, meshNetworks: unknown): Props => {
    const config = meshConfigMap(mesh);
    return { ...config, data: { ...(config["data"] as Props), meshNetworks } };
};
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
        ["a mesh over one network", spanning({}, "networks: { one: {} }")],
        ["a mesh over two, with a name of its own", spanning({ trustDomain: "td1" }, twoNetworks)],
    ],
    refuses: [
        [
            "Istio's name for a mesh over two networks",
            [spanning({}, twoNetworks), spanning({ trustDomain: "cluster.local" }, twoNetworks)],
            [
                "advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.trustDomain is not set, in a mesh over 2 networks, and every other mesh has that name by default, so callers of one pass for the other's where both are trusted; give the mesh a trust domain of its own",
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.trustDomain is "cluster.local", in a mesh over 2 networks, and every other mesh has that name by default, so callers of one pass for the other\'s where both are trusted; give the mesh a trust domain of its own',
            ],
        ],
        [
            "the same in values",
            chart("istiod", { global: { meshNetworks: { one: {}, two: {} } } }),
            [
                "advisory: Release istio-system/istiod: values.meshConfig.trustDomain is not set, in a mesh over 2 networks, and every other mesh has that name by default, so callers of one pass for the other's where both are trusted; give the mesh a trust domain of its own",
            ],
        ],
        [
            "networks and a name that are not known",
            [
                spanning({}, unknown),
                chart("istiod", {
                    global: { meshNetworks: { one: {}, two: {} } },
                    meshConfig: { trustDomain: unknown },
                }),
            ],
            [
                "advisory: ConfigMap istio-system/istio-1-31-0: data.meshNetworks is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
                "advisory: Release istio-system/istiod: values.meshConfig.trustDomain is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
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
const gatewayFor = (selector: object): Props => ({
    apiVersion: "networking.istio.io/v1",
    kind: "Gateway",
    metadata: { name: "front", namespace: "edge" },
    spec: { selector, servers: [] },
});
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
        [
            "the account of a gateway's pods, which a chart makes",
            [
                allowFrom({ principals: ["cluster.local/ns/edge/sa/istio-front"] }),
                ...accounts,
                gatewayFor({ istio: "front" }),
            ],
        ],
        [
            "patterns that a namespace fits",
            [allowFrom({ namespaces: ["ed*", "*re", "*", "istio-*"], notNamespaces: ["*x*"] }), ...accounts],
        ],
        ["what is not known", [allowFrom({ principals: [unknown], namespaces: unknown }), ...accounts]],
    ],
    refuses: [
        [
            "a pattern that no namespace fits",
            [allowFrom({ namespaces: ["shop-*"], notNamespaces: ["*-test"] }), ...accounts],
            [
                'advisory: AuthorizationPolicy core/orders:\n  - spec.rules[0].from[0].source.namespaces[0] is "shop-*", and this stack declares namespaces, but no shop-*; correct the name, or declare it\n  - spec.rules[0].from[0].source.notNamespaces[0] is "*-test", and this stack declares namespaces, but no *-test; correct the name, or declare it',
            ],
        ],
        [
            "an account that is neither there nor a gateway's",
            [
                allowFrom({ principals: ["cluster.local/ns/edge/sa/istio-fronted"] }),
                ...accounts,
                gatewayFor({ istio: "front", app: unknown }),
            ],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].from[0].source.principals[0] is "cluster.local/ns/edge/sa/istio-fronted", and edge has no ServiceAccount istio-fronted, so nobody is meant; correct it, or declare the account',
            ],
        ],
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

const asked = (host: unknown) => allowTo({ hosts: [host] });
judges(requireKnownRequestHosts, {
    accepts: [
        ["a Service", [asked("orders.core.svc.cluster.local:*"), service([{ port: 80 }])]],
        ["a host outside", [asked("api.example.com"), service([{ port: 80 }])]],
        ["a Service of another stack", asked("orders.core.svc.cluster.local")],
        ["a host that is not known", [asked(unknown), service([{ port: 80 }])]],
    ],
    refuses: [
        [
            "a Service that is not there",
            [asked("order.core.svc.cluster.local"), service([{ port: 80 }])],
            [
                'advisory: AuthorizationPolicy core/orders: spec.rules[0].to[0].operation.hosts[0] is "order.core.svc.cluster.local", which no Service or ServiceEntry of this stack has; correct it, or declare the host',
            ],
        ],
    ],
});
