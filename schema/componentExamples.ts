import type * as api from "../components/index";

type Api = typeof api;
type Constructor = new (name: string, args: never) => object;
type ComponentName = { [Name in keyof Api]: Api[Name] extends Constructor ? Name : never }[keyof Api];
type ArgsOf<Name extends ComponentName> = Api[Name] extends new (
    name: string,
    args: infer Args,
) => object
    ? Args
    : never;
type Examples = { readonly [Name in ComponentName]: readonly [name: string, args: ArgsOf<Name>] };

const charts = { kind: "repository", url: "oci://ghcr.io/istio/release/charts" };
const hub = "docker.io/istio";
const version = "1.31.1";
const revision = "1-31-1";
const rootNamespace = "istio-system";
const trustDomain = "cluster.local";
const size = { replicas: 2, maxReplicas: 5, cpu: "500m", memory: "2Gi" };
const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const strict = (place: string) => ({
    apiVersion: "security.istio.io/v1",
    kind: "PeerAuthentication",
    metadata: { name: "default", namespace: place },
    spec: { mtls: { mode: "STRICT" } },
});

/** One of each component, as small as it can be: what the reference shows. */
export const componentExamples: Examples = {
    CatalogMesh: [
        "mesh",
        {
            catalog: {
                shop: {
                    namespace: "shop",
                    owners: ["team-shop"],
                    workloads: { web: { selector: { app: "web" } } },
                },
            },
            namespaces: { shop: { stage: "audit", until: "2027-03-31" } },
            revisions: { [revision]: { version } },
            tags: { default: revision, stable: revision },
        },
    ],
    CertManager: ["cert-manager", { namespace: "cert-manager", serviceAccount: "cert-manager" }],
    ControlPlane: [
        "control-plane",
        {
            charts,
            revisions: { [revision]: { version } },
            tags: { default: revision, stable: revision },
            hub,
            trustDomain,
            size,
            rootNamespace,
        },
    ],
    IstioCni: ["istio-cni", { charts, version, hub, namespace: "istio-cni" }],
    MeshGateway: [
        "istio-ingressgateway",
        {
            gateway: {
                name: "istio-ingressgateway",
                kind: "ingress",
                namespace: "istio-ingress",
                tag: "stable",
                replicas: 2,
                resources: { cpu: "500m", memory: "512Mi", cpuLimit: "2", memoryLimit: "1Gi" },
                ingress: {
                    serviceType: "LoadBalancer",
                    serviceAnnotations: {},
                    sourceRanges: [],
                    redirectToHttps: true,
                    trustedProxies: 0,
                },
            },
            revision: { name: revision, version },
            charts,
            manifests: [namespace("istio-ingress")],
        },
    ],
    MeshNamespace: ["shop", { namespace: "shop", manifests: [namespace("shop"), strict("shop")] }],
    MeshPolicy: ["mesh-policy", { manifests: [strict(rootNamespace)] }],
    MeshRevision: [revision, { revision, version, hub, trustDomain, charts, size, rootNamespace }],
    ObservabilityStack: [
        "observability",
        { namespace: "observability", manifests: [namespace("observability")] },
    ],
    RateLimitService: ["rate-limit", { namespace: "rate-limit", manifests: [namespace("rate-limit")] }],
    RevisionTag: ["stable", { tag: "stable", revision, rootNamespace }],
};
