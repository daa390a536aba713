import { limitCertificateLifetimes } from "../../policies/security/limitCertificateLifetimes";
import { restrictMeshWriters } from "../../policies/security/restrictMeshWriters";
import { requirePinnedVersions } from "../../policies/upgrade/requirePinnedVersions";
import { requireRedundantControlPlane } from "../../policies/upgrade/requireRedundantControlPlane";
import { env, istiodWith, plane, variable } from "./controlPlane";
import { type Props, unknown } from "./crossguard";
import { chart, deployment, meshConfigMap, podTemplate } from "./objects";
import { judges } from "./tables";

const role = (rule: object, metadata: object = {}): Props => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "developers", ...metadata },
    rules: [rule],
});

judges(requirePinnedVersions, {
    accepts: [
        [
            "releases, digests, vendors' builds and archives",
            [
                istiodWith([], "docker.io/istio/pilot:1.31.1-distroless"),
                istiodWith([], "pilot@sha256:abc"),
                chart("istio/istiod", {}, { version: "1.31.1" }),
                chart("./istiod-1.31.1.tgz", {}),
                chart("oci://registry/istiod:1.31.1", {}),
            ],
        ],
        [
            "a gateway that takes what its tag points to, and images of others",
            [
                deployment(
                    podTemplate(
                        {},
                        {
                            containers: [
                                { name: "istio-proxy", image: "auto" },
                                { name: "x", image: "orders" },
                            ],
                        },
                    ),
                ),
            ],
        ],
        [
            "a version that Sail resolves",
            {
                apiVersion: "sailoperator.io/v1",
                kind: "Istio",
                metadata: { name: "default" },
                spec: { version: "v1.31-latest" },
            },
        ],
    ],
    refuses: [
        [
            "whatever is the latest",
            [istiodWith([], "docker.io/istio/pilot:latest"), istiodWith([], "istio/pilot")],
            [
                'mandatory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].image is "docker.io/istio/pilot:latest", which names no release of Istio; name one, as in 1.31.1',
                'mandatory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].image is "istio/pilot", which names no release of Istio; name one, as in 1.31.1',
            ],
        ],
        [
            "a proxy of a branch",
            deployment(
                podTemplate(
                    {},
                    { containers: [{ name: "istio-proxy", image: "gcr.io/istio/proxyv2:master" }] },
                ),
            ),
            [
                'mandatory: Deployment core/orders: spec.template.spec.containers[0].image is "gcr.io/istio/proxyv2:master", which names no release of Istio; name one, as in 1.31.1',
            ],
        ],
        [
            "a chart without version, and a tag that is none",
            [
                chart("istio/istiod", {}),
                chart("istio/istiod", { global: { tag: "latest" } }, { version: "1.31.1" }),
            ],
            [
                "mandatory: Release istio-system/istiod: version is not set, so each update may bring another version of Istio; set it to a release",
                'mandatory: Release istio-system/istiod: values.global.tag is "latest", which names no release of Istio; name one, as in 1.31.1',
            ],
        ],
        [
            "what is not known yet",
            [
                chart("istio/istiod", {}, { version: unknown }),
                {
                    apiVersion: "sailoperator.io/v1",
                    kind: "Istio",
                    metadata: { name: "default" },
                    spec: { version: unknown },
                },
            ],
            [
                "mandatory: Release istio-system/istiod: version is not known at preview, so this rule cannot be proven; give it a value that does not depend on another resource's output",
            ],
        ],
    ],
});

const ofRelease = (values: object) => chart("istio/istiod", values, { version: "1.31.1" });
judges(requirePinnedVersions, {
    accepts: [["a profile of Istio's", ofRelease({ profile: "ambient", compatibilityVersion: "" })]],
    refuses: [
        [
            "what Istio has not finished, and what it has given up",
            [
                ofRelease({ profile: "preview" }),
                ofRelease({ global: { compatibilityVersion: "1.28" } }),
                {
                    apiVersion: "install.istio.io/v1alpha1",
                    kind: "IstioOperator",
                    metadata: { name: "default", namespace: "istio-system" },
                    spec: { profile: "preview", tag: "1.31.1" },
                },
            ],
            [
                'advisory: Release istio-system/istiod: values.profile is "preview", which turns on what Istio has not finished; remove it, and turn on what you need by name',
                'advisory: Release istio-system/istiod: values.global.compatibilityVersion is "1.28", so this version behaves as that one did, its weaknesses included, and soon will not any more; remove it once workloads work without',
                'advisory: IstioOperator istio-system/default: spec.profile is "preview", which turns on what Istio has not finished; remove it, and turn on what you need by name',
            ],
        ],
    ],
});

judges(requireRedundantControlPlane, {
    accepts: [
        [
            "two of each, by number or autoscaler",
            [
                plane,
                chart("istiod", { autoscaleMin: 2 }),
                chart("istio/gateway", {
                    autoscaling: { enabled: false },
                    replicaCount: 2,
                    podDisruptionBudget: { minAvailable: 1 },
                }),
            ],
        ],
        [
            "a gateway's canary, which stands behind its Service",
            chart("istio/gateway", { service: { type: "None" } }),
        ],
        [
            "an autoscaler beside a Deployment of one",
            [
                istiodWith([], "pilot:1.31.1", 1),
                {
                    apiVersion: "autoscaling/v2",
                    kind: "HorizontalPodAutoscaler",
                    metadata: { name: "istiod", namespace: "istio-system" },
                    spec: { scaleTargetRef: { name: "istiod-1-31-1" }, minReplicas: 2 },
                },
            ],
        ],
    ],
    refuses: [
        [
            "the charts' defaults",
            [chart("istiod", {}), chart("istio/gateway", {})],
            [
                "advisory: Release istio-system/istiod: values.pilot.autoscaleMin is not set, so whatever drains its node stops it, and nothing takes its place meanwhile; set it to 2 at least",
                "advisory: Release istio-system/istiod:\n  - values.autoscaling.minReplicas is not set, so whatever drains its node stops it, and nothing takes its place meanwhile; set it to 2 at least\n  - values.podDisruptionBudget is not set, so nodes that are drained together take all of it with them; set minAvailable to 1",
            ],
        ],
        [
            "two that nothing keeps apart",
            [
                chart("istiod", {
                    autoscaleMin: 2,
                    global: { defaultPodDisruptionBudget: { enabled: false } },
                }),
                chart("istio/gateway", { autoscaling: { minReplicas: 2 }, podDisruptionBudget: unknown }),
            ],
            [
                "advisory: Release istio-system/istiod: values.global.defaultPodDisruptionBudget.enabled is false, so nodes that are drained together take all of it with them; remove it",
                "advisory: Release istio-system/istiod: values.podDisruptionBudget is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
        [
            "an istiod of one",
            istiodWith([], "pilot:1.31.1", 1),
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.replicas is 1, so whatever drains its node stops it, and nothing takes its place meanwhile; set it to 2 at least",
            ],
        ],
    ],
});

judges(limitCertificateLifetimes, {
    accepts: [
        [
            "a day, and less",
            [
                variable("DEFAULT_WORKLOAD_CERT_TTL", "24h"),
                meshConfigMap({ defaultConfig: { proxyMetadata: { SECRET_TTL: "12h0m0s" } } }),
            ],
        ],
    ],
    refuses: [
        [
            "identities for longer",
            [variable("DEFAULT_WORKLOAD_CERT_TTL", "24h1m"), env({ MAX_WORKLOAD_CERT_TTL: "8760h" })],
            [
                'advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env[0].value is "24h1m", so a certificate that got away is good for that long, and nothing revokes it; remove it, or set it to 24h at most',
                'advisory: Release istio-system/istiod: values.pilot.env.MAX_WORKLOAD_CERT_TTL is "8760h", so a certificate that got away is good for that long, and nothing revokes it; remove it, or set it to 2160h at most',
            ],
        ],
        [
            "proxies that ask for longer",
            [
                meshConfigMap({ defaultConfig: { proxyMetadata: { SECRET_TTL: "720h" } } }),
                deployment(
                    podTemplate({
                        annotations: { "proxy.istio.io/config": "proxyMetadata: { SECRET_TTL: 48h }" },
                    }),
                ),
            ],
            [
                'advisory: ConfigMap istio-system/istio-1-31-0: data.mesh.defaultConfig.proxyMetadata.SECRET_TTL is "720h", so a certificate that got away is good for that long, and nothing revokes it; remove it, or set it to 24h at most',
                'advisory: Deployment core/orders: spec.template.metadata.annotations["proxy.istio.io/config"].proxyMetadata.SECRET_TTL is "48h", so a certificate that got away is good for that long, and nothing revokes it; remove it, or set it to 24h at most',
            ],
        ],
        [
            "an authority that is not taken up",
            env({ AUTO_RELOAD_PLUGIN_CERTS: "false" }),
            [
                'advisory: Release istio-system/istiod: values.pilot.env.AUTO_RELOAD_PLUGIN_CERTS is "false", so a new certificate authority waits for a restart of istiod, or for its expiry; remove it',
            ],
        ],
        [
            "what is not known yet",
            variable("DEFAULT_WORKLOAD_CERT_TTL", unknown),
            [
                "advisory: Deployment istio-system/istiod-1-31-1: spec.template.spec.containers[0].env[0].value is not known at preview, so this rule cannot be proven; it is judged again at update, before the object is created",
            ],
        ],
    ],
});

judges(restrictMeshWriters, {
    accepts: [
        [
            "reading, and what a team needs",
            [
                role({ apiGroups: ["*"], resources: ["*"], verbs: ["get", "list"] }),
                role({ apiGroups: ["networking.istio.io"], resources: ["virtualservices"], verbs: ["*"] }),
                role({ apiGroups: ["apps"], resources: ["*"], verbs: ["*"] }),
            ],
        ],
        [
            "administrators and Istio itself",
            [
                role({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }, { name: "cluster-admin" }),
                role(
                    { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
                    { labels: { "rbac.authorization.k8s.io/aggregate-to-admin": "true" } },
                ),
            ],
        ],
    ],
    refuses: [
        [
            "everything",
            role({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
            [
                'advisory: ClusterRole developers: rules[0].resources[0] is "*", with verbs that write, so whoever holds the role can open the mesh; name the resources that are needed',
            ],
        ],
        [
            "one kind that opens the mesh",
            role({
                apiGroups: ["security.istio.io"],
                resources: ["authorizationpolicies"],
                verbs: ["patch"],
            }),
            [
                'advisory: ClusterRole developers: rules[0].resources[0] is "authorizationpolicies", with verbs that write, so whoever holds the role can open the mesh; name the resources that are needed',
            ],
        ],
        [
            "editors of every namespace",
            role(
                { apiGroups: ["networking.istio.io"], resources: ["envoyfilters"], verbs: ["create"] },
                {
                    labels: {
                        "rbac.authorization.k8s.io/aggregate-to-edit": "true",
                        "rbac.authorization.k8s.io/aggregate-to-admin": "true",
                    },
                },
            ),
            [
                'advisory: ClusterRole developers: rules[0].resources[0] is "envoyfilters", with verbs that write, so whoever holds the role can open the mesh; name the resources that are needed',
            ],
        ],
    ],
});
