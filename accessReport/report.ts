import type { Clause, Need } from "../components/access";

/** Who may call whom in a stack, as data. The shape is a contract: fields are added, never renamed. */
export interface AccessReport {
    readonly stack: string;
    /** Ids of the workloads, sorted. */
    readonly workloads: readonly string[];
    /** Sorted by caller, then callee. */
    readonly pairs: readonly ReportedPair[];
    /** Callees that were not gone through caller by caller, because everyone may call them. */
    readonly openTo: readonly { readonly to: string; readonly because: readonly string[] }[];
}

export interface ReportedPair {
    /** `mesh`: between workloads; `in`: from outside to a public host; `out`: to a host outside. */
    readonly way: "mesh" | "in" | "out";
    /** Id of a workload, or `outside`. */
    readonly from: string;
    /** Id of a workload, or a host outside. */
    readonly to: string;
    /** Of `in`: the public host, with its port where that is not 443. */
    readonly host?: string;
    /** What certainly gets through; nothing when the list is empty. */
    readonly grants: readonly { readonly needs: readonly Need[]; readonly calls: readonly Clause[] }[];
    /** What may get through or not; never to be counted as safe. */
    readonly undecided: readonly Clause[];
    /** The objects that let it through, or, where nothing gets through, those that stop it first. */
    readonly because: readonly string[];
    readonly opaque: readonly string[];
}
