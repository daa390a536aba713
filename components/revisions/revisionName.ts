/**
 * The version that the name of a revision says, `1.29.9` of `1-29-9` and of `1-29-9-suffix`; `undefined` where it
 * says none. A name outlives its revision (pods, annotations, `meshwright:retired`), so it has to be enough.
 */
export function versionOfRevision(name: string): string | undefined {
    const [, major, minor, patch] = /^(\d{1,3})-(\d{1,3})-(\d{1,3})(?:-.+)?$/.exec(name) ?? [];
    return patch === undefined ? undefined : `${major}.${minor}.${patch}`;
}
