// Three namespaces of three teams, in a mesh that is there. An edge exists when the caller declares it and the callee accepts
// it; each namespace is a component at the root of the stack, so that it can move to another stack whole.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Config } from "@pulumi/pulumi";
import { declaredMesh, MeshNamespace } from "meshwright";
import { parse } from "yaml";

const config = new Config();
const version = config.require("istio");
const revision = config.get("revision") ?? version.replaceAll(".", "-");

const folder = join(__dirname, "catalog");
const catalog = Object.fromEntries(
    readdirSync(folder).map((file) => [
        basename(file, ".yaml"),
        parse(readFileSync(join(folder, file), "utf8")),
    ]),
);
const { namespaces } = declaredMesh({
    catalog,
    // A file is named like its namespace.
    namespaces: Object.fromEntries(
        Object.keys(catalog).map((namespace) => [namespace, { stage: "enforced", deploy: true }]),
    ),
    // What runs there: names of revisions and tags as the mesh has them.
    revisions: { [revision]: { version } },
    tags: { stable: revision },
});

for (const [namespace, manifests] of Object.entries(namespaces)) {
    new MeshNamespace(namespace, { namespace, manifests });
}

/** How many objects each team owns. */
export const owned = Object.fromEntries(
    Object.entries(namespaces).map(([namespace, { length }]) => [namespace, length]),
);
