import { join } from "node:path";
import type { ObservabilityContext } from "../../../components/observability";
import { readMesh } from "../../../mesh";
import { readStackFile } from "../../../stackFile";

const root = join(__dirname, "..", "..", "..");
export const shippedStacks = ["dev", "prod"] as const;

/** What the stack of a shipped stack file is made from. */
export function shippedContext(stack: (typeof shippedStacks)[number]): ObservabilityContext {
    const read = readStackFile(join(root, `Pulumi.${stack}.yaml`));
    const mesh = readMesh({ config: "config" in read ? read.config : {}, folder: root, today: "2026-11-21" });
    if (!mesh.ok) {
        throw new Error(`the ${stack} stack is not whole: ${mesh.problems[0]?.message ?? ""}`);
    }
    const { graph, settings, target } = mesh.value;
    const { observability } = graph.platform;
    if (observability === undefined) {
        throw new Error(`the ${stack} stack watches nothing`);
    }
    return {
        observability,
        graph,
        rootNamespace: target.rootNamespace,
        clusterDomain: target.clusterDomain,
        revisions: new Map([...settings.revisions].map(([name, { version }]) => [name, version])),
    };
}
