import type { Manifest } from "../../components/istio/types";

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

/** Whether two values say the same, in whatever order fields stand; much cheaper than their texts. */
function isSame(left: unknown, right: unknown): boolean {
    if (
        left === right ||
        typeof left !== "object" ||
        typeof right !== "object" ||
        left === null ||
        right === null
    ) {
        return left === right;
    }
    if (Array.isArray(left) || Array.isArray(right)) {
        return (
            Array.isArray(left) &&
            Array.isArray(right) &&
            left.length === right.length &&
            left.every((each, index) => isSame(each, right[index]))
        );
    }
    const [fields, others] = [left as Fields, right as Fields];
    for (const key in fields) {
        if (!isSame(fields[key], others[key])) {
            return false;
        }
    }
    for (const key in others) {
        if (others[key] !== undefined && fields[key] === undefined) {
            return false;
        }
    }
    return true;
}

type Fields = Readonly<Record<string, unknown>>;

/** Group, kind, namespace and name: every version of an object is the same object. */
export function keyOf({ apiVersion, kind, metadata }: Manifest): string {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "core";
    return `${group}/${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
}
