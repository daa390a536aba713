// A program that is none of ours, judged by the pack: the smallest that lets plaintext in, six ways, and one that
// does not. Which one is chosen by CASE.
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const peerAuthentication = { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication" };

function plain(namespace: string, name: string, spec: object): void {
    new k8s.apiextensions.CustomResource(`${namespace}/${name}`, {
        ...peerAuthentication,
        metadata: { namespace, name },
        spec,
    });
}

const selector = { matchLabels: { app: "user-service" } };

const cases: Readonly<Record<string, () => void>> = {
    root: () => plain("istio-system", "all", { mtls: { mode: "PERMISSIVE" } }),
    namespace: () => plain("users", "some", { mtls: { mode: "PERMISSIVE" } }),
    workload: () => plain("users", "some", { selector, mtls: { mode: "PERMISSIVE" } }),
    port: () =>
        plain("users", "some", {
            selector,
            mtls: { mode: "STRICT" },
            portLevelMtls: { "8080": { mode: "PERMISSIVE" } },
        }),
    patch: () => {
        new k8s.apiextensions.CustomResourcePatch("users/default", {
            ...peerAuthentication,
            metadata: { namespace: "users", name: "default" },
            spec: { mtls: { mode: "PERMISSIVE" } },
        });
    },
    unknown: () => {
        // Only the engine's answer to a real update would tell the mode.
        const decided = new k8s.core.v1.ConfigMap("decided", {
            metadata: { namespace: "users", name: "decided" },
            data: { mode: "STRICT" },
        });
        const owner = new pulumi.ComponentResource("meshwright:index:MeshNamespace", "users");
        new k8s.apiextensions.CustomResource(
            "users/some",
            {
                ...peerAuthentication,
                metadata: { namespace: "users", name: "some" },
                spec: { mtls: { mode: decided.id.apply(() => "STRICT") } },
            },
            { parent: owner },
        );
    },
    strict: () => plain("users", "some", { selector, mtls: { mode: "STRICT" } }),
};

const chosen = cases[process.env["CASE"] ?? ""];
if (chosen === undefined) {
    throw new Error(`CASE is "${process.env["CASE"]}", and must be one of ${Object.keys(cases).join(", ")}`);
}
chosen();
