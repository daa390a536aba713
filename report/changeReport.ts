import type { CallChange } from "./calls/callChanges";
import type { Ends } from "./calls/relations";
import type { JudgedFinding } from "./policies/findings";
import type { Statement } from "./statement";

/** What a change means, as data. The shape is a contract: fields are added, never renamed. */
export interface ChangeReport {
    readonly base: string;
    readonly head: string;
    /** What it amounts to, in one line. */
    readonly verdict: string;
    /** In the order of `sections`. */
    readonly statements: readonly Statement[];
    /** Who may call what otherwise than before, call by call; `statements` tells the same in sentences. */
    readonly calls: readonly CallChange[];
    /** Pairs around those that change, which may call as before; none where too many change for a picture. */
    readonly neighbours: readonly Ends[];
    /** What policies say of both sides, what is new first; absent where none was asked. */
    readonly findings?: readonly JudgedFinding[];
    readonly objects: ObjectCounts;
    /** Of a preview: how many objects each operation of the engine is for. */
    readonly operations?: Readonly<Record<string, number>>;
}

/** How many objects are not the same, whether or not that means anything. */
export interface ObjectCounts {
    readonly created: number;
    readonly changed: number;
    readonly deleted: number;
}
