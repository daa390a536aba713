// One service and its only caller, behind a control plane of their own. What is not declared is refused.
import { Config } from "@pulumi/pulumi";
import { ControlPlane, declaredMesh, MeshNamespace, MeshPolicy } from "meshwright";

const config = new Config();
const version = config.require("istio");
const charts = config.require("charts");
const revision = version.replaceAll(".", "-");
const revisions = { [revision]: { version } };
const tags = { default: revision, stable: revision };

const mesh = declaredMesh({
    catalog: {
        shop: {
            namespace: "shop",
            owners: ["team-shop"],
            workloads: {
                web: { selector: { app: "web" }, deployment: { image: "ghcr.io/example/web:1.4.2" } },
                prices: {
                    selector: { app: "prices" },
                    deployment: {
                        image: "ghcr.io/example/prices:2.0.1",
                        probe: { path: "/healthz", port: 8080 },
                    },
                },
            },
            services: {
                prices: {
                    workload: "prices",
                    ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
                    operations: { read: { methods: ["GET"], paths: ["/prices/*"] } },
                    accepts: [{ from: "web", operations: ["read"] }],
                    profile: "moderate",
                },
            },
            calls: [{ from: "web", service: "prices", operations: ["read"] }],
        },
    },
    namespaces: { shop: { stage: "enforced", deploy: true } },
    revisions,
    tags,
});

const controlPlane = new ControlPlane("control-plane", {
    charts: charts.includes("://") ? { kind: "repository", url: charts } : { kind: "folder", path: charts },
    revisions,
    tags,
    // A cluster to try it in is small.
    size: { replicas: 1, maxReplicas: 1, cpu: "100m", memory: "256Mi" },
});

const namespaces = Object.entries(mesh.namespaces).map(
    ([namespace, manifests]) =>
        new MeshNamespace(namespace, { namespace, manifests }, { dependsOn: [controlPlane] }),
);
// Last: what nobody declared is refused mesh-wide once everything declared is allowed.
new MeshPolicy("mesh-policy", { manifests: mesh.platform }, { dependsOn: [controlPlane, ...namespaces] });
