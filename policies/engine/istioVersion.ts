import type { Field } from "./field";
import { label, type PolicyObject } from "./object";

/** A version of Istio, and the field that says so. */
export interface StatedVersion {
    /** `major.minor.patch`; absent when the field is not known yet, or holds no such thing (a development build). */
    readonly version?: string;
    readonly field: Field;
}

/**
 * A version in a text: `1.31.1`, `v1.31.1`, `1.31.1-distroless`. What follows the patch does not count: a release
 * candidate or a vendor's build has at most the fixes of its number.
 */
const version = /(?:^|[:-])v?(\d+\.\d+\.\d+)(?:[-+_][\w.+-]*)?(?:\.tgz)?(?:@.*)?$/;

/** The version a field states by itself; of an image, a path or an OCI reference only the end counts. */
export function statedVersion(field: Field): StatedVersion {
    const last = (field.text ?? "").split("/").at(-1) ?? "";
    const found = version.exec(last)?.[1];
    return found === undefined ? { field } : { field, version: found };
}

/** The first of several fields that states a version; else the first that is there at all. */
export function firstVersion(fields: readonly Field[]): StatedVersion | undefined {
    const present = fields.filter((each) => !each.isAbsent).map(statedVersion);
    // One that is not known yet comes before those it would overrule.
    return present.find((each) => each.version !== undefined || each.field.isUnknown) ?? present[0];
}

/** The labels Istio's charts put on everything: of the chart, and of what it installs. */
export function chartLabels(object: PolicyObject): readonly Field[] {
    return [label(object, "app.kubernetes.io/version"), label(object, "helm.sh/chart")];
}

/** Number of a minor, such that differences count minors. */
export function minorNumber(version: string): number {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major * 1000 + minor;
}

/** `1.31` of `1.31.1`. */
export function minorOf(version: string): string {
    return version.split(".").slice(0, 2).join(".");
}
