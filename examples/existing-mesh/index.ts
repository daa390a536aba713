// A mesh that is there already: nothing of its control plane is touched, and no other namespace. The namespace begins in
// stage `audit`, where everything passes and the access log says what would be refused.
import { Config } from "@pulumi/pulumi";
import { declaredMesh, MeshNamespace } from "meshwright";

const config = new Config();
const version = config.require("istio");
const revision = config.get("revision") ?? version.replaceAll(".", "-");
const stage = config.get("stage") === "enforced" ? "enforced" : "audit";

const { namespaces } = declaredMesh({
    catalog: {
        billing: {
            namespace: "billing",
            owners: ["team-billing"],
            workloads: {
                invoices: { selector: { app: "invoices" } },
                mailer: { selector: { app: "mailer" } },
            },
            services: {
                invoices: {
                    workload: "invoices",
                    ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
                    operations: { read: { methods: ["GET"], paths: ["/invoices/*"] } },
                    accepts: [{ from: "mailer", operations: ["read"] }],
                    profile: "strict",
                },
            },
            calls: [{ from: "mailer", service: "invoices", operations: ["read"] }],
        },
    },
    namespaces: {
        billing: stage === "audit" ? { stage, until: config.require("until") } : { stage },
    },
    // What runs there: names of revisions and tags as the mesh has them.
    revisions: { [revision]: { version } },
    tags: { stable: revision },
});

for (const [namespace, manifests] of Object.entries(namespaces)) {
    new MeshNamespace(namespace, { namespace, manifests });
}
