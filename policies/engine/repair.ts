import { type Field, type Path, unknownValue } from "./field";
import type { PolicyObject } from "./object";

/** One change to an object: something taken out of it, or set to the one value that can be meant. */
export interface Repair {
    readonly path: Path;
    /** Absent: what stands there is taken out. */
    readonly value?: string | object;
}

export function takeOut({ path }: Field): Repair {
    return { path };
}

export function setTo({ path }: Field, value: string | object): Repair {
    return { path, value };
}

/**
 * Whether a repair finds what it expects: places to create are empty ones, all the way down. What is not known yet is
 * neither dropped nor written over, since nobody has seen it.
 */
export function fits({ root }: PolicyObject, { path, value }: Repair): boolean {
    const there = root.at(...path);
    if (there.isUnknown || holdsUnknown(there.value)) {
        return false;
    }
    return value === undefined
        ? !there.isAbsent
        : path.slice(0, -1).every((_, end) => isRoom(root, path, end));
}

/** The place that a key of the path is put into: absent, or a list or map according to the key. */
function isRoom(root: Field, path: Path, end: number): boolean {
    const place = root.at(...path.slice(0, end + 1));
    const isMap = typeof place.value === "object" && !place.isList;
    return place.isAbsent || (typeof path[end + 1] === "number" ? place.isList : isMap);
}

function holdsUnknown(value: unknown): boolean {
    if (typeof value !== "object" || value === null) {
        return value === unknownValue;
    }
    return Object.values(value).some(holdsUnknown);
}
