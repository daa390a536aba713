/** A control plane of the suite, as the stack file declares it. */
export interface LabRevision {
    readonly name: string;
    readonly version: string;
}

/** The revision that everything starts on and that is retired in the end. */
export const outgoing: LabRevision = { name: "1-30-3", version: "1.30.3" };

/** The revision that everything moves to. */
export const incoming: LabRevision = { name: "1-31-0", version: "1.31.0" };

/** Text that holds for any two versions: what golden files keep. */
export function withPlaceholders(text: string): string {
    // The longer name first, should one begin with the other.
    const names: readonly (readonly [string, string])[] = [
        [outgoing.name, "{outgoing}"],
        [incoming.name, "{incoming}"],
    ];
    return [...names]
        .sort(([left], [right]) => right.length - left.length)
        .reduce((result, [name, placeholder]) => result.replaceAll(name, placeholder), text);
}
