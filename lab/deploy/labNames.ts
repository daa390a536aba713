import { compareVersions, type IstioRelease, istioReleases, newestRelease, releaseOfMinor } from "../tools";

/** What a stack file calls revisions, as far as the lab has to find other names for them. */
export interface DeclaredNames {
    /** Declared revisions: name to version. */
    readonly revisions: ReadonlyMap<string, string>;
    /** Names without a version beside them: of retired revisions, and of those that may go. */
    readonly past: readonly string[];
}

/** A revision as the lab runs it. */
export interface LabRevision {
    readonly name: string;
    readonly release: IstioRelease;
}

/** The release that a version is run as: that of its minor, else the newest. */
export function releaseFor(version: string): IstioRelease {
    return releaseOfMinor(version) ?? newestRelease;
}

/**
 * Declared name to what the lab runs in its place. A name says its version, so it changes with it; revisions that land
 * on one version are told apart by a suffix. Past ones count too, oldest first: a revision keeps the lab's name for it
 * when an older one is retired. Past ones of minors older than any the lab has keep their names: they decide nothing.
 */
export function labRevisions({ revisions, past }: DeclaredNames): ReadonlyMap<string, LabRevision> {
    const versions = new Map(revisions);
    for (const name of past) {
        const version = versionIn(name);
        if (version !== undefined && !versions.has(name) && !isOlderThanAll(version)) {
            versions.set(name, version);
        }
    }
    const oldestFirst = [...versions].sort(
        ([name, version], [otherName, other]) =>
            compareVersions(version, other) || (name < otherName ? -1 : 1),
    );
    const taken = new Set<string>();
    const named = new Map<string, LabRevision>();
    for (const [declared, version] of oldestFirst) {
        const release = releaseFor(version);
        const name = freeName(release.version.replaceAll(".", "-"), suffixOf(declared), taken);
        taken.add(name);
        named.set(declared, { name, release });
    }
    return named;
}

function isOlderThanAll(version: string): boolean {
    return istioReleases.every((release) => compareVersions(version, `${release.minor}.0`) < 0);
}

/** The version that a revision is named by; undefined for a name that says none. */
function versionIn(name: string): string | undefined {
    return /^(\d+)-(\d+)-(\d+)(?:-|$)/.exec(name)?.slice(1, 4).join(".");
}

function suffixOf(name: string): string | undefined {
    return /^\d+-\d+-\d+-(.+)$/.exec(name)?.[1];
}

function freeName(base: string, suffix: string | undefined, taken: ReadonlySet<string>): string {
    const wanted = [base, ...(suffix === undefined ? [] : [`${base}-${suffix}`])];
    const free = wanted.find((name) => !taken.has(name));
    if (free !== undefined) {
        return free;
    }
    let letter = "b".charCodeAt(0);
    while (taken.has(`${base}-${String.fromCharCode(letter)}`)) {
        letter += 1;
    }
    return `${base}-${String.fromCharCode(letter)}`;
}
