/** Path to what stands there in one object and in another; undefined where it is absent. */
export type Differences = Readonly<Record<string, readonly [ours: unknown, theirs: unknown]>>;

/** Every leaf in which two plain objects differ. Lists are compared by position. */
export function differences(ours: unknown, theirs: unknown, path = ""): Differences {
    if (isTree(ours) && isTree(theirs)) {
        const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
        return Object.assign(
            {},
            ...[...keys].map((key) => differences(ours[key], theirs[key], child(path, key))),
        );
    }
    if (isTree(ours) || isTree(theirs)) {
        // An empty tree beside nothing would have no leaf to differ in.
        return JSON.stringify(ours) === JSON.stringify(theirs) ? {} : { [path]: [ours, theirs] };
    }
    return ours === theirs ? {} : { [path]: [ours, theirs] };
}

function child(path: string, key: string): string {
    return path === "" ? key : key.includes(".") ? `${path}[${key}]` : `${path}.${key}`;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null;
}
