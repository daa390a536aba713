/** Everything a page knows, as it stands in it. Numbers point into the lists beside them. */
export interface PageData {
    readonly base: string;
    readonly head: string;
    /** Whether the catalogue was at hand, of which an entry asks for a call. */
    readonly hasCatalogue: boolean;
    /** Every text that is said more than once, or could be. */
    readonly texts: readonly string[];
    readonly groups: readonly PageGroup[];
    /** Sorted by group, then name. */
    readonly nodes: readonly PageNode[];
    /** Sorted by caller, then callee. */
    readonly edges: readonly PageEdge[];
    readonly terms: readonly PageTerms[];
    /** What is known of the object that a text names, by the text. */
    readonly objects: Readonly<Record<number, PageObject>>;
    /** The same as it was before, where that is something else and a change is because of it. */
    readonly objectsBefore: Readonly<Record<number, PageObject>>;
    /** Callees that everyone may call, in words: their callers are not listed one by one. */
    readonly openTo: readonly { readonly node: number; readonly because: readonly number[] }[];
}

/** A namespace, or what stands outside of all of them. */
export interface PageGroup {
    readonly name: string;
    readonly place: "inside" | "callers outside" | "hosts outside";
    readonly owners?: string;
}

export interface PageNode {
    /** Without its namespace. */
    readonly name: string;
    readonly group: number;
    readonly presence: "both" | "new" | "gone";
}

/** Calls between two ends; `before` and `after` are absent where none pass on that side. */
export interface PageEdge {
    readonly from: number;
    readonly to: number;
    readonly before?: number;
    readonly after?: number;
    /** Entries of the catalogue that ask for it, or asked before, where that is another matter. */
    readonly asked?: readonly number[];
    readonly askedBefore?: readonly number[];
    /** Absent where nothing changes. */
    readonly changes?: readonly PageChange[];
    /** Whether policy alone speaks of it, and nothing brings such a call there. */
    readonly policyOnly?: true;
}

export interface PageChange {
    readonly effect: Effect;
    readonly text: number;
    readonly because: readonly number[];
}

export type Effect = "opens" | "closes" | "changes";

export interface PageTerms {
    /** What certainly passes. */
    readonly calls: readonly number[];
    /** What possibly does, and why that is not known. */
    readonly possible: readonly number[];
    readonly opaque: readonly number[];
    /** The objects that let it through. */
    readonly because: readonly number[];
}

/** Where an object comes from, and of a policy the rules that were named. */
export interface PageObject {
    readonly owners?: string;
    /** What its own labels and annotations say of its reason, as `key: value`. */
    readonly says: readonly string[];
    readonly yaml?: string;
}
