import { disallowDuplicateRules } from "../../policies/traffic/disallowDuplicateRules";
import { disallowOverriddenMtls } from "../../policies/traffic/disallowOverriddenMtls";
import { disallowRivalDefaults } from "../../policies/traffic/disallowRivalDefaults";
import { disallowTlsTowardsMesh } from "../../policies/traffic/disallowTlsTowardsMesh";
import { requireAutoMtls } from "../../policies/traffic/requireAutoMtls";
import { requireEffectiveCredentials } from "../../policies/traffic/requireEffectiveCredentials";
import { requireKnownRuleHosts } from "../../policies/traffic/requireKnownRuleHosts";
import { requireResolvedBackendTls } from "../../policies/traffic/requireResolvedBackendTls";
import { requireTrustAnchors } from "../../policies/traffic/requireTrustAnchors";
import { requireValidRules } from "../../policies/traffic/requireValidRules";
import { requireWaypointsForRules } from "../../policies/traffic/requireWaypointsForRules";
import { ingress, joined, service } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { backendTls, ruleFor, serviceEntry, withTls } from "./egressObjects";
import {
    configMap,
    deployment,
    meshConfigMap,
    namespace,
    peerAuthentication,
    podTemplate,
    release,
    sidecar,
} from "./objects";
import { judges } from "./tables";

const core = namespace("core", { "istio.io/rev": "stable" });
const outside = deployment(podTemplate());
judges(disallowTlsTowardsMesh, {
    accepts: [
        ["mutual TLS of the mesh", [withTls({ mode: "ISTIO_MUTUAL" }), core]],
        ["a server outside the mesh", [withTls({ mode: "SIMPLE" }), service([{ port: 443 }]), outside]],
        ["a host outside", [withTls({ mode: "SIMPLE" }, { host: "a.example.com" }), core]],
        ["a namespace of another stack", withTls({ mode: "SIMPLE" })],
        [
            "a label that is not known",
            [withTls({ mode: "SIMPLE" }), namespace("core", { "istio.io/rev": unknown })],
        ],
    ],
    refuses: [
        [
            "TLS towards a sidecar",
            [withTls({ mode: "SIMPLE" }), service([{ port: 443 }]), joined()],
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "SIMPLE", so calls within the mesh carry no identity, or are refused; remove the tls block',
            ],
        ],
        [
            "TLS towards a namespace of the mesh",
            [withTls({ mode: "MUTUAL" }), core],
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "MUTUAL", so calls within the mesh carry no identity, or are refused; remove the tls block',
            ],
        ],
        [
            "TLS on a port of a subset",
            [
                ruleFor({
                    subsets: [
                        { name: "a", trafficPolicy: { portLevelSettings: [{ tls: { mode: "SIMPLE" } }] } },
                    ],
                }),
                core,
            ],
            [
                'mandatory: DestinationRule core/orders: spec.subsets[0].trafficPolicy.portLevelSettings[0].tls.mode is "SIMPLE", so calls within the mesh carry no identity, or are refused; remove the tls block',
            ],
        ],
        [
            "a mode that is not known",
            [withTls({ mode: unknown }), core],
            [
                "mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const meshWide = ruleFor(
    { host: "*.local", trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } } },
    "default",
    "istio-system",
);
const pooled = ruleFor({ trafficPolicy: { connectionPool: {} } });
judges(disallowOverriddenMtls, {
    accepts: [
        ["a rule that repeats it", [meshWide, withTls({ mode: "ISTIO_MUTUAL" })]],
        ["automatic mutual TLS", [meshWide, pooled, meshConfigMap({})]],
        ["no traffic policy", [meshWide, ruleFor({})]],
        ["a policy that is not known", [meshWide, ruleFor({ trafficPolicy: unknown })]],
    ],
    refuses: [
        [
            "a rule that forgets it",
            [meshWide, pooled],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy is {"connectionPool":{}}, without tls, and takes the place of DestinationRule istio-system/default, so calls go in plaintext; add tls with mode ISTIO_MUTUAL',
            ],
        ],
        [
            "the same where nothing is automatic",
            [meshWide, pooled, meshConfigMap({ enableAutoMtls: false })],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy is {"connectionPool":{}}, without tls, and takes the place of DestinationRule istio-system/default, so calls go in plaintext; add tls with mode ISTIO_MUTUAL',
            ],
        ],
    ],
});

judges(requireTrustAnchors, {
    accepts: [
        ["roots of its own", withTls({ mode: "SIMPLE", caCertificates: "/etc/roots.pem" })],
        ["roots in a Secret", withTls({ mode: "MUTUAL", credentialName: "partner" })],
        ["mutual TLS of the mesh", withTls({ mode: "ISTIO_MUTUAL" })],
        [
            "no check at all, of which another rule speaks",
            withTls({ mode: "SIMPLE", insecureSkipVerify: true }),
        ],
    ],
    refuses: [
        [
            "every root",
            withTls({ mode: "SIMPLE" }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.tls.caCertificates is not set, so every root of the proxy's image is trusted; name the file of the roots that count",
            ],
        ],
        [
            "every root, on a port of a subset",
            ruleFor({ subsets: [{ trafficPolicy: { portLevelSettings: [{ tls: { mode: "MUTUAL" } }] } }] }),
            [
                "advisory: DestinationRule core/orders: spec.subsets[0].trafficPolicy.portLevelSettings[0].tls.caCertificates is not set, so every root of the proxy's image is trusted; name the file of the roots that count",
            ],
        ],
        [
            "any name",
            withTls({ mode: "SIMPLE", caCertificates: "/etc/a" }, { host: "*.example.com" }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.tls.subjectAltNames is not set, so a certificate of any name is taken; name the hosts",
            ],
        ],
        [
            "a mode that is not known",
            withTls({ mode: unknown }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "roots that are not known",
            withTls({ mode: "SIMPLE", caCertificates: unknown }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.tls.caCertificates is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const credential = { mode: "SIMPLE", credentialName: "partner" };
judges(requireEffectiveCredentials, {
    accepts: [
        [
            "callers that are selected",
            withTls(credential, { workloadSelector: { matchLabels: { app: "orders" } } }),
        ],
        [
            "a gateway's rule",
            [
                ruleFor({ trafficPolicy: { tls: credential } }, "a", "edge"),
                { ...ingress(), metadata: { name: "a", namespace: "edge" } },
            ],
        ],
        ["a gateway's namespace", ruleFor({ trafficPolicy: { tls: credential } }, "a", "istio-egress")],
        ["no credential", withTls({ mode: "SIMPLE" })],
    ],
    refuses: [
        [
            "callers that are not selected",
            withTls(credential),
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.tls.credentialName is "partner", which sidecars ignore without a workloadSelector; add a workloadSelector',
            ],
        ],
        [
            "a credential that is not known",
            withTls({ mode: "SIMPLE", credentialName: unknown }),
            [
                "advisory: DestinationRule core/orders: spec.trafficPolicy.tls.credentialName is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const referring = (name: unknown, annotations: Props = {}) =>
    backendTls(
        { validation: { caCertificateRefs: [{ group: "", kind: "ConfigMap", name }], hostname: "a" } },
        annotations,
    );
judges(requireResolvedBackendTls, {
    accepts: [
        ["roots that are there", [referring("roots"), configMap("roots", {}, "core")]],
        [
            "the system's roots",
            backendTls({ validation: { wellKnownCACertificates: "System", hostname: "a" } }),
        ],
        [
            "roots of a kind of its own",
            backendTls({ validation: { caCertificateRefs: [{ kind: "Bundle", name: "a" }] } }),
        ],
    ],
    refuses: [
        [
            "roots that are not there",
            [referring("roots"), configMap("root", {}, "core")],
            [
                'mandatory: BackendTLSPolicy core/orders: spec.validation.caCertificateRefs[0].name is "roots", which no ConfigMap of core is called, so sidecars may call in plaintext; create it',
            ],
        ],
        [
            "roots of another stack",
            referring("roots"),
            [
                'advisory: BackendTLSPolicy core/orders: spec.validation.caCertificateRefs[0].name is "roots", and whether a ConfigMap of core is called so is unknown here; declare it in this stack',
            ],
        ],
        [
            "a policy that is ignored",
            [
                referring("roots", { "istio.io/ignore-policy-attachment": "true" }),
                configMap("roots", {}, "core"),
            ],
            [
                'mandatory: BackendTLSPolicy core/orders: metadata.annotations["istio.io/ignore-policy-attachment"] is "true", so the policy has no effect and calls go in plaintext; remove it',
            ],
        ],
        [
            "a name that is not known",
            referring(unknown),
            [
                "mandatory: BackendTLSPolicy core/orders: spec.validation.caCertificateRefs[0].name is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
        [
            "an annotation that is not known",
            [
                referring("roots", { "istio.io/ignore-policy-attachment": unknown }),
                configMap("roots", {}, "core"),
            ],
            [
                'mandatory: BackendTLSPolicy core/orders: metadata.annotations["istio.io/ignore-policy-attachment"] is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource\'s output',
            ],
        ],
    ],
});

const wide = (host: string) => ruleFor({ host, trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } } });
judges(requireAutoMtls, {
    accepts: [
        ["the default", meshConfigMap({})],
        [
            "servers of the mesh that answer",
            [
                wide("*.local"),
                peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "istio-system" }),
            ],
        ],
        [
            "servers of a namespace that answer",
            [wide("*.core.svc.cluster.local"), peerAuthentication({ mtls: { mode: "PERMISSIVE" } })],
        ],
        ["one host", wide("orders.core.svc.cluster.local")],
        ["a mesh that another rule judges", [wide("*.local"), meshConfigMap({})]],
        [
            "a mode that is not known",
            [wide("*.local"), peerAuthentication({ mtls: unknown }, { namespace: "istio-system" })],
        ],
    ],
    refuses: [
        [
            "none",
            meshConfigMap({ enableAutoMtls: false }),
            [
                "mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.enableAutoMtls is false, so callers send plaintext wherever no DestinationRule says otherwise; remove it",
            ],
        ],
        [
            "a mesh that nothing asks",
            wide("*.local"),
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "ISTIO_MUTUAL", and no PeerAuthentication of this stack has the mesh answer it; create one with mtls.mode STRICT for the mesh',
            ],
        ],
        [
            "a namespace that nothing asks",
            [
                wide("*.core.svc.cluster.local"),
                peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "users" }),
            ],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "ISTIO_MUTUAL", and no PeerAuthentication of this stack has core answer it; create one with mtls.mode STRICT for core',
            ],
        ],
        [
            "a switch that is not known",
            {
                ...release("istiod", { meshConfig: { enableAutoMtls: unknown } }),
                apiVersion: "helm.sh/v3",
                kind: "Release",
            },
            [
                "mandatory: Release istio-system/istiod: values.meshConfig.enableAutoMtls is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const subset = (labels: unknown) => ruleFor({ subsets: [{ name: "v1", labels }] });
const served = [service([{ port: 80 }]), joined({}, { version: "v1" })];
judges(requireKnownRuleHosts, {
    accepts: [
        ["a Service and a subset of its pods", [subset({ version: "v1" }), ...served]],
        ["a short name", [ruleFor({ host: "orders" }), ...served]],
        ["a ServiceEntry", [ruleFor({ host: "partner.example.com" }), serviceEntry({})]],
        ["all hosts of a domain", [ruleFor({ host: "*.core.svc.cluster.local" }), ...served]],
        ["a host of another stack", ruleFor({})],
        ["pods of another stack", [subset({ version: "v1" }), service([{ port: 80 }])]],
        ["a region, which is the node's", [subset({ "topology.kubernetes.io/region": "a" }), ...served]],
        [
            "a subset that is known to be empty",
            [
                {
                    ...subset({ version: "v2" }),
                    metadata: {
                        name: "orders",
                        namespace: "core",
                        annotations: { "galley.istio.io/analyze-suppress": "IST0173" },
                    },
                },
                ...served,
            ],
        ],
        ["labels that are not known", [subset(unknown), subset({ version: unknown }), ...served]],
        [
            "hosts that are not known",
            [
                ruleFor({ host: unknown }),
                ruleFor({ host: "a.example.com" }),
                serviceEntry({ hosts: [unknown] }),
            ],
        ],
    ],
    refuses: [
        [
            "a Service that is not there",
            [ruleFor({ host: "order" }), ...served],
            [
                'advisory: DestinationRule core/orders: spec.host is "order", and no Service or ServiceEntry of this stack has order.core.svc.cluster.local, so the rule has no effect; correct it, or declare the host',
            ],
        ],
        [
            "a host that nothing declares",
            [ruleFor({ host: "partner.example.org" }), serviceEntry({})],
            [
                'advisory: DestinationRule core/orders: spec.host is "partner.example.org", and no Service or ServiceEntry of this stack has partner.example.org, so the rule has no effect; correct it, or declare the host',
            ],
        ],
        [
            "a subset of no pods",
            [subset({ version: "v3" }), ...served],
            [
                'advisory: DestinationRule core/orders: spec.subsets[0].labels is {"version":"v3"}, which no pod of the host carries; write the labels of the pod template',
            ],
        ],
        [
            "a subset without labels",
            subset({}),
            [
                "advisory: DestinationRule core/orders: spec.subsets[0].labels is {}, so the subset is the whole host; give it labels, or take it away",
            ],
        ],
    ],
});

judges(disallowDuplicateRules, {
    accepts: [
        ["two hosts", [ruleFor({}), ruleFor({ host: "payments" }, "b")]],
        [
            "two sets of callers",
            [ruleFor({}), ruleFor({ workloadSelector: { matchLabels: { app: "a" } } }, "b")],
        ],
        ["hosts that are not known", [ruleFor({ host: unknown }), ruleFor({ host: unknown }, "b")]],
    ],
    refuses: [
        [
            "two traffic policies",
            [pooled, ruleFor({ host: "orders", trafficPolicy: { tls: {} } }, "b")],
            [
                'mandatory: DestinationRule core/b: spec.host is "orders", which DestinationRule core/orders is for too, and one traffic policy is lost; merge them',
            ],
        ],
        [
            "a subset twice",
            [subset({}), ruleFor({ subsets: [{ name: "v1" }] }, "b")],
            [
                'mandatory: DestinationRule core/b: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/orders is for too, and one subset of one name is lost; merge them',
            ],
        ],
        [
            "two rules that go together",
            [pooled, ruleFor({ subsets: [{ name: "v1" }] }, "b")],
            [
                'advisory: DestinationRule core/b: spec.host is "orders.core.svc.cluster.local", which DestinationRule core/orders is for too, and one exportTo is lost; merge them',
            ],
        ],
    ],
});

const chosen = (labels: unknown, name: string, inNamespace = "core") =>
    sidecar({ workloadSelector: { labels } }, { name, namespace: inNamespace });
judges(disallowRivalDefaults, {
    accepts: [
        ["one of each", [sidecar({}), chosen({ app: "orders" }, "a"), peerAuthentication({})]],
        ["two workloads", [chosen({ app: "a" }, "a"), chosen({ app: "b" }, "b")]],
        ["two namespaces", [sidecar({}), sidecar({}, { namespace: "users" })]],
        ["labels that are not known", [chosen({ app: unknown }, "a"), chosen({ app: unknown }, "b")]],
    ],
    refuses: [
        [
            "two for a namespace",
            [sidecar({}), sidecar({}, { name: "b" })],
            [
                "mandatory: Sidecar core/b: spec.workloadSelector is not set, and Sidecar core/default is for the whole namespace too; merge them, or select workloads",
            ],
        ],
        [
            "two PeerAuthentications for a namespace",
            [peerAuthentication({}), peerAuthentication({}, { name: "b" })],
            [
                "mandatory: PeerAuthentication core/b: spec.selector is not set, and PeerAuthentication core/default is for the whole namespace too; merge them, or select workloads",
            ],
        ],
        [
            "two of one selector",
            [chosen({ app: "a" }, "a"), chosen({ app: "a" }, "b")],
            [
                'mandatory: Sidecar core/b: spec.workloadSelector.labels is {"app":"a"}, which selects workloads of Sidecar core/a too; merge them, or tell their workloads apart',
            ],
        ],
        [
            "two for one pod",
            [chosen({ app: "orders" }, "a"), chosen({ version: "v1" }, "b"), joined({}, { version: "v1" })],
            [
                'mandatory: Sidecar core/b: spec.workloadSelector.labels is {"version":"v1"}, which selects workloads of Sidecar core/a too; merge them, or tell their workloads apart',
            ],
        ],
        [
            "a selector in the root namespace",
            chosen({ app: "a" }, "a", "istio-system"),
            [
                'advisory: Sidecar istio-system/a: spec.workloadSelector.labels is {"app":"a"}, in the root namespace, where a Sidecar is for every namespace and its selector does not count; remove it, or move the Sidecar',
            ],
        ],
        [
            "a Sidecar without sidecars",
            [sidecar({}), namespace("core", { "istio.io/dataplane-mode": "ambient" })],
            [
                'advisory: Sidecar core/default: metadata.namespace is "core", a namespace without sidecars (ambient), so the Sidecar has no effect; remove it',
            ],
        ],
    ],
});

judges(requireValidRules, {
    accepts: [
        ["subsets", ruleFor({ subsets: [{ name: "a" }, { name: "b" }] })],
        ["MUTUAL with its files", withTls({ mode: "MUTUAL", clientCertificate: "a", privateKey: "b" })],
        ["the mesh's own", withTls({ mode: "ISTIO_MUTUAL", sni: "a", subjectAltNames: ["b"] })],
    ],
    refuses: [
        [
            "a subset twice",
            ruleFor({ subsets: [{ name: "a" }, { name: "a" }] }),
            [
                'mandatory: DestinationRule core/orders: spec.subsets[1].name is "a", which another subset has too; rename one of them',
            ],
        ],
        [
            "MUTUAL without key",
            withTls({ mode: "MUTUAL", clientCertificate: "a" }),
            [
                "mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.privateKey is not set, and MUTUAL needs it; give it, or credentialName",
            ],
        ],
        [
            "a certificate beside the mesh's",
            withTls({ mode: "ISTIO_MUTUAL", caCertificates: "a" }),
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.caCertificates is "a", beside ISTIO_MUTUAL, which has the mesh\'s certificates; remove it',
            ],
        ],
        [
            "a mode that does not exist",
            withTls({ mode: "STRICT" }),
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "STRICT", which is no mode; use one of DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL',
            ],
        ],
        [
            "two ways to fail over",
            ruleFor({
                trafficPolicy: { loadBalancer: { localityLbSetting: { distribute: [{}], failover: [{}] } } },
            }),
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.loadBalancer.localityLbSetting is {"distribute":[{}],"failover":[{}]}, with distribute and failover, and only one may be there; remove one of them',
            ],
        ],
        [
            "what is not known",
            ruleFor({ subsets: [{ name: unknown }], trafficPolicy: { tls: unknown } }),
            [
                "advisory: DestinationRule core/orders:\n  - spec.subsets[0].name is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created\n  - spec.trafficPolicy.tls is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

const ambient = (labels: object = {}) =>
    namespace("core", { "istio.io/dataplane-mode": "ambient", ...labels });
const perRequest = ruleFor({ trafficPolicy: { connectionPool: { http: { http2MaxRequests: 1 } } } });
judges(requireWaypointsForRules, {
    accepts: [
        ["a namespace with sidecars", [perRequest, core]],
        ["a namespace behind a waypoint", [perRequest, ambient({ "istio.io/use-waypoint": "a" })]],
        [
            "a Service behind a waypoint",
            [
                perRequest,
                ambient(),
                service([{ port: 80 }], {}, { labels: { "istio.io/use-waypoint": "a" } }),
            ],
        ],
        [
            "a rule about connections",
            [ruleFor({ trafficPolicy: { connectionPool: { tcp: {} } } }), ambient()],
        ],
        [
            "what is not known",
            [ruleFor({ trafficPolicy: unknown }), ambient({ "istio.io/use-waypoint": unknown })],
        ],
    ],
    refuses: [
        [
            "a rule about requests",
            [perRequest, ambient()],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.connectionPool.http is {"http2MaxRequests":1}, which only a waypoint does, and the Service uses none; set istio.io/use-waypoint',
            ],
        ],
        [
            "a Service that has none",
            [
                perRequest,
                ambient({ "istio.io/use-waypoint": "a" }),
                service([{ port: 80 }], {}, { labels: { "istio.io/use-waypoint": "none" } }),
            ],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.connectionPool.http is {"http2MaxRequests":1}, which only a waypoint does, and the Service uses none; set istio.io/use-waypoint',
            ],
        ],
        [
            "subsets",
            [subset({}), ambient()],
            [
                'advisory: DestinationRule core/orders: spec.subsets[0] is {"name":"v1","labels":{}}, which only a waypoint does, and the Service uses none; set istio.io/use-waypoint',
            ],
        ],
        [
            "a rule of another namespace",
            [ruleFor({ subsets: [{ name: "a" }] }, "a", "users"), ambient({ "istio.io/use-waypoint": "a" })],
            [
                'advisory: DestinationRule users/a: spec.host is "orders.core.svc.cluster.local", a Service of core, whose waypoint takes rules of its own namespace only; move it to core',
            ],
        ],
    ],
});
