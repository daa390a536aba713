import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** The stages a lab plays, below kwok's own `kustomize/stage`. */
const stageFiles = [
    "node/fast/node-initialize.yaml",
    "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
    "pod/fast/pod-ready.yaml",
    "pod/fast/pod-complete.yaml",
    "pod/fast/pod-delete.yaml",
] as const;

/** One kwok configuration from the stages in `folder`. */
export function kwokConfig(folder: string): string {
    return stageFiles.map((file) => withoutIstiod(readFileSync(join(folder, file), "utf8"))).join("---\n");
}

/** istiod's pods are Ready when the real istiod is, not before: those the lab plays itself. */
export function withoutIstiod(stage: string): string {
    const document = parseDocument(stage);
    if (document.getIn(["spec", "resourceRef", "kind"]) === "Pod") {
        document.addIn(["spec", "selector", "matchExpressions"], {
            key: ".metadata.labels.app",
            operator: "NotIn",
            values: ["istiod"],
        });
    }
    return document.toString();
}
