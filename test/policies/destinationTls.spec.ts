import { disallowOverriddenMtls } from "../../policies/traffic/disallowOverriddenMtls";
import { disallowTlsTowardsMesh } from "../../policies/traffic/disallowTlsTowardsMesh";
import { requireAutoMtls } from "../../policies/traffic/requireAutoMtls";
import { requireEffectiveCredentials } from "../../policies/traffic/requireEffectiveCredentials";
import { requireResolvedBackendTls } from "../../policies/traffic/requireResolvedBackendTls";
import { requireTrustAnchors } from "../../policies/traffic/requireTrustAnchors";
import { ingress, joined, service } from "./accessObjects";
import { type Props, unknown } from "./crossguard";
import { backendTls, ruleFor, withTls } from "./egressObjects";
import {
    configMap,
    deployment,
    meshConfigMap,
    namespace,
    peerAuthentication,
    podTemplate,
    release,
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
        ["roots that another stack may hold", [referring("roots"), configMap("root", {}, "users")]],
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

const wide = (host: string, name = "orders") =>
    ruleFor({ host, trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } } }, name);
const without = (host: string) => ruleFor({ host, trafficPolicy: { tls: { mode: "DISABLE" } } });
const strictMesh = peerAuthentication({ mtls: { mode: "STRICT" } }, { namespace: "istio-system" });
const off = peerAuthentication({ mtls: { mode: "DISABLE" } });
const manual = meshConfigMap({ enableAutoMtls: false });
const manualReport =
    "mandatory: ConfigMap istio-system/istio-1-31-0: data.mesh.enableAutoMtls is false, so callers send plaintext wherever no DestinationRule says otherwise; remove it";
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
        [
            "servers of a namespace that take plaintext, in a mesh that does not",
            [
                without("*.core.svc.cluster.local"),
                peerAuthentication({ mtls: { mode: "PERMISSIVE" } }),
                strictMesh,
            ],
        ],
        ["plaintext to all from all", [without("*.local"), off]],
        [
            "a namespace without mutual TLS in a mesh with it",
            [without("*.core.svc.cluster.local"), off, wide("*.local", "mesh"), strictMesh],
        ],
        [
            "callers that are told, where they do nothing by themselves",
            [wide("*.local"), peerAuthentication({ mtls: { mode: "STRICT" } }), strictMesh],
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
            "plaintext to a namespace that takes none",
            [without("*.core.svc.cluster.local"), peerAuthentication({ mtls: { mode: "STRICT" } })],
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "DISABLE", and PeerAuthentication core/default takes no plaintext, so every call is refused; remove the tls block',
            ],
        ],
        [
            "plaintext to a mesh that takes none",
            [without("*.local"), strictMesh],
            [
                'mandatory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "DISABLE", and PeerAuthentication istio-system/default takes no plaintext, so every call is refused; remove the tls block',
            ],
        ],
        [
            "mutual TLS to a namespace without",
            [wide("*.local"), off],
            [
                'advisory: DestinationRule core/orders: spec.trafficPolicy.tls.mode is "ISTIO_MUTUAL", and no PeerAuthentication of this stack has the mesh answer it; create one with mtls.mode STRICT for the mesh',
                'mandatory: PeerAuthentication core/default: spec.mtls.mode is "DISABLE", and DestinationRule core/orders has callers use mutual TLS, so every call is refused; set it to STRICT',
            ],
        ],
        [
            "servers that callers are not told to use mutual TLS with",
            [manual, strictMesh, peerAuthentication({ mtls: { mode: "STRICT" } })],
            [
                manualReport,
                'mandatory: PeerAuthentication istio-system/default: spec.mtls.mode is "STRICT", and without automatic mutual TLS no DestinationRule has callers use it; remove enableAutoMtls, or ask for ISTIO_MUTUAL of *.local',
                'mandatory: PeerAuthentication core/default: spec.mtls.mode is "STRICT", and without automatic mutual TLS no DestinationRule has callers use it; remove enableAutoMtls, or ask for ISTIO_MUTUAL of *.core.svc.cluster.local',
            ],
        ],
        [
            "callers that are told what no server takes",
            [manual, wide("*.core.svc.cluster.local")],
            [
                manualReport,
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
