import type { Facts } from "../side";

/** Whether it has the shape of facts, as far as a report needs it in order not to break down. */
export function isFacts(value: unknown): value is Facts {
    if (!isRecord(value)) {
        return false;
    }
    const lists = [value["brought"], value["workloads"], value["gatewayPods"]];
    const maps = [value["mesh"], value["revisions"], value["tags"], value["gatewayTags"]];
    return lists.every((each) => Array.isArray(each) && each.every(isNamed)) && maps.every(isRecord);
}

/** An object of Kubernetes has its name in `metadata`, a workload has it itself. */
export function isNamed(value: unknown): boolean {
    if (!isRecord(value)) {
        return false;
    }
    const { metadata, kind, name } = value;
    return isRecord(metadata)
        ? typeof metadata["name"] === "string" && typeof kind === "string"
        : typeof name === "string";
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null;
}
