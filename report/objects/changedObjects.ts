import type { Manifest } from "../../components/istio/types";
import { isSame } from "./isSame";

/** An object that is not the same on both sides; one of them lacks it, or it says something else. */
export interface ChangedObject {
    readonly before?: Manifest;
    readonly after?: Manifest;
}

/** Everything that does not say the same on both sides, in the order of the later side, what is gone last. */
export function changedObjects(
    before: readonly Manifest[],
    after: readonly Manifest[],
): readonly ChangedObject[] {
    const left = new Map(before.map((each) => [keyOf(each), each]));
    const changed: ChangedObject[] = [];
    for (const object of after) {
        const key = keyOf(object);
        const old = left.get(key);
        left.delete(key);
        if (old === undefined) {
            changed.push({ after: object });
        } else if (!isSame(old, object)) {
            changed.push({ before: old, after: object });
        }
    }
    return [...changed, ...[...left.values()].map((each) => ({ before: each }))];
}

/** Group, kind, namespace and name: every version of an object is the same object. */
export function keyOf({ apiVersion, kind, metadata }: Manifest): string {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "core";
    return `${group}/${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
}
