// A program that is none of ours, and one component that bears the name of one of ours: something wrong in every form
// in which an object can reach the engine. No cluster is asked: one provider writes files, the other leads nowhere.
const { join } = require("node:path");
const k8s = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

const files = { provider: new k8s.Provider("files", { renderYamlToDirectory: join(__dirname, "rendered") }) };
const nowhere =
    "apiVersion: v1\nkind: Config\nclusters: [{ name: n, cluster: { server: 'https://127.0.0.1:1' } }]\n" +
    "contexts: [{ name: n, context: { cluster: n, user: n } }]\ncurrent-context: n\nusers: [{ name: n, user: {} }]\n";
const cluster = { provider: new k8s.Provider("cluster", { kubeconfig: nowhere }) };

const { CustomResource, CustomResourcePatch } = k8s.apiextensions;
const permissive = { mtls: { mode: "PERMISSIVE" } };
const peerAuthentication = (name, spec = permissive, version = "v1") => ({
    apiVersion: `security.istio.io/${version}`,
    kind: "PeerAuthentication",
    metadata: { name, namespace: "users" },
    spec,
});
const networking = (kind, name, spec) => ({
    apiVersion: "networking.istio.io/v1",
    kind,
    metadata: { name, namespace: "users" },
    spec,
});

// security: four ways past a rule that goes by kind and version alone
new CustomResource("plain", peerAuthentication("plain"), files);
new CustomResource("beta", peerAuthentication("beta", permissive, "v1beta1"), files);
new CustomResource("strict", peerAuthentication("strict", { mtls: { mode: "STRICT" } }), files);
new CustomResourcePatch("patch", peerAuthentication("patch"), cluster);
new k8s.core.v1.ConfigMapPatch(
    "mesh",
    {
        metadata: { name: "istio", namespace: "istio-system" },
        data: {
            mesh: "pathNormalization: { normalization: NONE }\noutboundTrafficPolicy: { mode: ALLOW_ANY }\n",
        },
    },
    cluster,
);
// workload, upgrade
new k8s.core.v1.NamespacePatch(
    "namespace",
    { metadata: { name: "orders", labels: { "istio-injection": "enabled", "istio.io/rev": "1-31-1" } } },
    cluster,
);
const out = (name) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "users", labels: { "sidecar.istio.io/inject": "false" } },
    spec: { containers: [{ name: "main", image: "registry.example/main:1.0.0" }] },
});
new k8s.core.v1.Pod("out", out("out"), files);
// traffic
new CustomResource(
    "unverified",
    networking("DestinationRule", "unverified", {
        host: "api.example.com",
        trafficPolicy: { tls: { mode: "SIMPLE", insecureSkipVerify: true } },
    }),
    files,
);
// observability
new CustomResource(
    "traces",
    {
        apiVersion: "telemetry.istio.io/v1",
        kind: "Telemetry",
        metadata: { name: "traces", namespace: "users" },
        spec: { tracing: [{ customTags: { token: { header: { name: "authorization" } } } }] },
    },
    files,
);
// what others make of files and charts
new k8s.helm.v4.Chart("chart", { chart: join(__dirname, "chart"), namespace: "users" }, files);
new k8s.kustomize.v2.Directory("overlay", { directory: join(__dirname, "overlay") }, files);
new k8s.yaml.v2.ConfigFile("file", { file: join(__dirname, "from-file.yaml") }, files);
new k8s.yaml.v2.ConfigGroup("group", { objs: [out("from-group")] }, files);
// a Release makes its objects where no policy sees them, so its values are judged, wherever they stand
new k8s.helm.v3.Release(
    "release",
    {
        chart: join(__dirname, "istiod"),
        namespace: "istio-system",
        values: { autoscaleMin: 2 },
        valueYamlFiles: [new pulumi.asset.FileAsset(join(__dirname, "istiod.yaml"))],
    },
    cluster,
);
// a value that nothing may print, where a rule objects to it
new CustomResource(
    "keys",
    {
        apiVersion: "security.istio.io/v1",
        kind: "RequestAuthentication",
        metadata: { name: "keys", namespace: "users" },
        spec: {
            jwtRules: [
                {
                    issuer: "https://issuer.example.com",
                    jwksUri: pulumi.secret("http://user:hunter2-hunter2@keys.example"),
                },
            ],
        },
    },
    files,
);
// routes that do not wait for their subsets
const ours = { parent: new pulumi.ComponentResource("meshwright:index:MeshService", "users", {}), ...files };
const subset = new CustomResource(
    "subsets",
    networking("DestinationRule", "users", {
        host: "users",
        exportTo: ["."],
        subsets: [{ name: "v1", labels: { version: "v1" } }],
    }),
    ours,
);
const route = (name) =>
    networking("VirtualService", name, {
        hosts: [name],
        exportTo: ["."],
        http: [{ timeout: "5s", route: [{ destination: { host: "users", subset: "v1" } }] }],
    });
new CustomResource("hasty", route("hasty"), ours);
new CustomResource("patient", route("patient"), { ...ours, dependsOn: [subset] });
