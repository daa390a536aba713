// Three namespaces of three teams. An edge exists when the caller declares it and the callee accepts it; each namespace is
// a component at the root of the stack, so that it can move to another stack whole.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Config } from "@pulumi/pulumi";
import { ControlPlane, declaredMesh, MeshNamespace, MeshPolicy } from "meshwright";
import { parse } from "yaml";

const config = new Config();
const version = config.require("istio");
const charts = config.require("charts");
const revision = version.replaceAll(".", "-");
const revisions = { [revision]: { version } };
const tags = { default: revision, stable: revision };

const folder = join(__dirname, "catalog");
const files = readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8"))]);
const teams = files.map(([file]) => basename(String(file), ".yaml"));
const mesh = declaredMesh({
    catalog: Object.fromEntries(files),
    namespaces: Object.fromEntries(teams.map((team) => [team, { stage: "enforced", deploy: true }])),
    revisions,
    tags,
});

const controlPlane = new ControlPlane("control-plane", {
    charts: charts.includes("://") ? { kind: "repository", url: charts } : { kind: "folder", path: charts },
    revisions,
    tags,
    hub: "docker.io/istio",
    trustDomain: "cluster.local",
    size: { replicas: 1, maxReplicas: 1, cpu: "100m", memory: "256Mi" },
    rootNamespace: "istio-system",
});

const namespaces = Object.entries(mesh.namespaces).map(
    ([namespace, manifests]) =>
        new MeshNamespace(namespace, { namespace, manifests }, { dependsOn: [controlPlane] }),
);
new MeshPolicy("mesh-policy", { manifests: mesh.platform }, { dependsOn: [controlPlane, ...namespaces] });

/** How many objects each team owns. */
export const owned = Object.fromEntries(
    Object.entries(mesh.namespaces).map(([namespace, manifests]) => [namespace, manifests.length]),
);
