/** A change to the shared stack as an author makes it, and everything that a report must say of it. */
export interface RecordedPair {
    readonly name: string;
    /** What is replaced in which file, once each; a file without a text goes, or comes where it has only that. */
    readonly edits: readonly TextEdit[];
    /** The same of what it is compared with; absent: the shared stack as it is. */
    readonly before?: readonly TextEdit[];
    readonly verdict: string;
    readonly sentences: readonly string[];
}

export interface TextEdit {
    readonly file: string;
    /** Absent: the file comes. */
    readonly from?: string;
    /** Absent: the file goes. */
    readonly to?: string;
}

export const stackFile = "Pulumi.pairs.yaml";

export function inCatalog(namespace: string, from: string, to: string): TextEdit {
    return { file: `catalog/${namespace}.yaml`, from, to };
}

export function inStack(from: string, to: string): TextEdit {
    return { file: stackFile, from, to };
}
