/** Half open: `from` is in, `below` is out. */
export interface VersionRange {
    readonly from: string;
    readonly below?: string;
}

/** The first version in what a program printed, without the leading `v`; undefined when there is none. */
export function versionIn(text: string): string | undefined {
    return /(?<![\d.])v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)/.exec(text)?.[1];
}

/** A pre-release of a version is not that version: `1.31.0-rc.1` is outside a range that starts at 1.31.0. */
export function within(version: string, range: VersionRange): boolean {
    if (/-(alpha|beta|rc|dev|pre)/i.test(version)) {
        return false;
    }
    return (
        compareVersions(version, range.from) >= 0 &&
        (range.below === undefined || compareVersions(version, range.below) < 0)
    );
}

export function describeRange(range: VersionRange): string {
    return range.below === undefined ? `>= ${range.from}` : `>= ${range.from} and < ${range.below}`;
}

/** By major, minor and patch alone. */
export function compareVersions(left: string, right: string): number {
    const a = numbersOf(left);
    const b = numbersOf(right);
    for (let index = 0; index < 3; index += 1) {
        const difference = (a[index] ?? 0) - (b[index] ?? 0);
        if (difference !== 0) {
            return difference;
        }
    }
    return 0;
}

function numbersOf(version: string): readonly number[] {
    return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}
