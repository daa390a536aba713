import { labels } from "./labels";
import type { ObjectIdentity } from "./liveCluster";

/**
 * Where the version stands. An annotation, because a provider without `enableConfigMapMutable`, as a program of
 * somebody else may hand in, replaces a ConfigMap whose data changes, and a replaced guard would ask whether its
 * revision may be deleted.
 */
export const versionKey = "meshwright.io/version";

/** Of what is to be deleted, as the engine hands it to a hook: what it stands for, or is part of. */
export function guardedName(kind: "revision" | "tag", inputs: Record<string, unknown> | undefined): string {
    const label = kind === "tag" ? "istio.io/tag" : labels.revision;
    return textAt(inputs, ["data", "guards"]) || textAt(inputs, ["metadata", "labels", label]);
}

/** The guard as the cluster knows it; of anything else that is guarded, nothing. */
export function guardIdentity(
    type: string,
    outputs: Record<string, unknown> | undefined,
): ObjectIdentity | undefined {
    const [namespace, name, uid] = ["namespace", "name", "uid"].map((key) =>
        textAt(outputs, ["metadata", key]),
    );
    return type === "kubernetes:core/v1:ConfigMap" && namespace && name && uid
        ? { path: `/api/v1/namespaces/${namespace}/configmaps/${name}`, uid }
        : undefined;
}

export function guardedVersion(inputs: Record<string, unknown> | undefined): string {
    return textAt(inputs, ["metadata", "annotations", versionKey]);
}

function textAt(inputs: unknown, path: readonly string[]): string {
    const found = path.reduce<unknown>(
        (value, key) =>
            typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(key) : undefined,
        inputs,
    );
    return typeof found === "string" ? found : "";
}

/** Of a tag's own objects as the engine hands them to a hook: what the tag points to. */
export function tagTarget(inputs: Record<string, unknown> | undefined): { tag: string; revision: string } {
    return {
        // The default validator moves with the tag default, and has no label that says so.
        tag: textAt(inputs, ["metadata", "labels", "istio.io/tag"]) || "default",
        revision: textAt(inputs, ["metadata", "labels", labels.revision]),
    };
}
