// A program of nothing but Kubernetes objects, typed where the SDK has a class for them, for a provider that needs no
// cluster: what a preview costs without an API server to wait for.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const k8s = require("@pulumi/kubernetes");

const provider = new k8s.Provider("files", { renderYamlToDirectory: join(__dirname, "rendered") });
for (const object of JSON.parse(readFileSync(join(__dirname, "objects.json"), "utf8"))) {
    const { apiVersion, kind, metadata } = object;
    const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
    const Kind = k8s[group.replace(".k8s.io", "")]?.[version]?.[kind] ?? k8s.apiextensions.CustomResource;
    new Kind(`${kind}/${metadata.namespace ?? ""}/${metadata.name}`, object, { provider });
}
