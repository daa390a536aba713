import type { DeclaredRevisions } from "./declared";
import { compareVersions } from "./support";

/** Two versions, or too many revisions, that must not live at the same time. */
export interface Skew {
    readonly rule: "revision-count" | "revision-skew" | "cni-skew";
    /** The revision to change first; absent where it is about istio-cni or about all of them. */
    readonly revision?: string;
    /** What is wrong, and the change to make. */
    readonly message: string;
}

/** INS-26: the one that proxies run and the one they move to; with a third nobody knows what a pod will get. */
const mostRevisions = 2;

/**
 * What is wrong between the revisions of a stack, and between them and its istio-cni. Proxies of one revision talk to
 * proxies of the other, which Istio tests across two minors; istio-cni is one for the whole cluster, has no canary,
 * works with a control plane one minor away at most and is never ahead of the newest, so with it revisions may be one
 * minor apart.
 */
export function skews({ revisions, cni }: Pick<DeclaredRevisions, "revisions" | "cni">): readonly Skew[] {
    return [
        ...tooMany([...revisions.keys()]),
        ...apart(revisions, cni !== undefined),
        ...(cni === undefined ? [] : besideCni(revisions, cni.version)),
    ];
}

function tooMany(names: readonly string[]): readonly Skew[] {
    const message = `${names.length} revisions are live (${names.join(", ")}), and ${mostRevisions} are enough: the one proxies run and the one they move to (INS-26); retire one first`;
    return names.length > mostRevisions ? [{ rule: "revision-count", message }] : [];
}

function apart(revisions: DeclaredRevisions["revisions"], withCni: boolean): readonly Skew[] {
    const sorted = byVersion(revisions);
    const [oldest, newest] = [sorted[0], sorted.at(-1)];
    const most = withCni ? 1 : 2;
    if (oldest === undefined || newest === undefined || minorsBetween(oldest[1], newest[1]) <= most) {
        return [];
    }
    const distance = `${newest[0]} is ${minors(minorsBetween(oldest[1], newest[1]))} ahead of ${oldest[0]}`;
    const bound = withCni
        ? "with istio-cni, which has no canary, live revisions may be one minor apart"
        : "live revisions may be two minors apart";
    const message = `${distance}, and ${bound}; move by way of a minor between them`;
    return [{ rule: "revision-skew", revision: newest[0], message }];
}

function besideCni(revisions: DeclaredRevisions["revisions"], cni: string): readonly Skew[] {
    const newest = byVersion(revisions).at(-1);
    if (newest === undefined) {
        return [];
    }
    if (compareVersions(cni, newest[1]) > 0) {
        const message = `istio-cni ${cni} is newer than every control plane; it follows them, so keep it at ${newest[1]} or older`;
        return [{ rule: "cni-skew", message }];
    }
    return byVersion(revisions)
        .filter(([, version]) => minorsBetween(cni, version) > 1)
        .map(([name, version]) => ({
            rule: "cni-skew",
            revision: name,
            message: `istio-cni ${cni} is ${minors(minorsBetween(cni, version))} from the revision ${name}, and it works with one minor at most; move it to a version between them`,
        }));
}

/** Name and version, oldest first. */
function byVersion(revisions: DeclaredRevisions["revisions"]): readonly (readonly [string, string])[] {
    return [...revisions]
        .map(([name, { version }]) => [name, version] as const)
        .sort(([, left], [, right]) => compareVersions(left, right));
}

/** How many minors lie between two versions, whichever is newer. */
export function minorsBetween(left: string, right: string): number {
    return Math.abs(minorNumber(left) - minorNumber(right));
}

/** Counted through majors, of which Istio has had one: another is further away than any minor. */
function minorNumber(version: string): number {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major * 1000 + minor;
}

function minors(count: number): string {
    return count === 1 ? "one minor" : `${count} minors`;
}
