/** A value inside an object that is not the same on both sides; absent where there is none. */
export interface ChangedLeaf {
    readonly path: string;
    readonly before?: string;
    readonly after?: string;
    /** Of a list of scalars, which the texts above hold as one. */
    readonly elements?: { readonly before: readonly string[]; readonly after: readonly string[] };
    /** Of a list in which only the order of its elements is not the same. */
    readonly isReordered?: true;
}
