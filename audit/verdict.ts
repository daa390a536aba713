import type { Id } from "../components/graph";
import type { DeclaredEdge, Expectations } from "./expectations";
import type { DeniedCall, Tally, WorkloadTally } from "./tally";

/** What enforcing would do to one workload, as far as the log tells. */
export interface WorkloadVerdict {
    readonly workload: Id;
    /** Nothing undeclared was seen, and every declared edge was seen or waived. */
    readonly safe: boolean;
    readonly calls: number;
    readonly unjudged: number;
    /** Calls that would be refused, the most frequent first. */
    readonly denied: readonly DeniedCall[];
    readonly deniedBeside: number;
    readonly unseen: readonly EdgeName[];
    readonly waived: readonly EdgeName[];
    /** Operations of edges that were seen, which themselves were not; for information. */
    readonly unseenOperations: readonly (EdgeName & { readonly operation: string })[];
}

export interface EdgeName {
    readonly from: string;
    readonly to: Id;
}

export interface AuditVerdict {
    readonly safe: boolean;
    readonly lines: {
        readonly read: number;
        readonly audited: number;
        readonly others: number;
        readonly skipped: Readonly<Record<string, number>>;
    };
    /** Sorted by id. */
    readonly workloads: readonly WorkloadVerdict[];
}

/** @param isWaived - edges that need not have been seen: a yearly job, a way of last resort */
export function verdictOf(
    expected: Expectations,
    tally: Tally,
    isWaived: (edge: EdgeName) => boolean,
): AuditVerdict {
    const workloads = [...expected.workloads]
        .map(([identity, { id, edges }]) =>
            workloadVerdict(id, edges, tally.workloads.get(identity), expected, isWaived),
        )
        .sort((left, right) => (left.workload < right.workload ? -1 : 1));
    return {
        safe: workloads.every(({ safe }) => safe),
        lines: {
            read: tally.lines,
            audited: workloads.reduce((sum, { calls }) => sum + calls, 0),
            others: tally.others,
            skipped: tally.skipped,
        },
        workloads,
    };
}

function workloadVerdict(
    workload: Id,
    edges: readonly DeclaredEdge[],
    tally: WorkloadTally | undefined,
    { nameOf }: Expectations,
    isWaived: (edge: EdgeName) => boolean,
): WorkloadVerdict {
    const seen = tally?.seen ?? new Map<DeclaredEdge, Set<string>>();
    const named = ({ from, to }: DeclaredEdge): EdgeName => ({ from, to });
    const missing = edges.filter((edge) => !seen.has(edge)).map(named);
    const unseen = missing.filter((edge) => !isWaived(edge));
    const denied = [...(tally?.denied.values() ?? [])]
        .sort((left, right) => right.count - left.count)
        .map(({ call: { caller, method, path, port }, count }) => ({
            ...(caller === undefined ? {} : { caller: nameOf(caller) ?? caller }),
            ...(method === undefined ? {} : { method }),
            ...(path === undefined ? {} : { path }),
            port,
            count,
        }));
    return {
        workload,
        safe: denied.length === 0 && unseen.length === 0,
        calls: tally?.calls ?? 0,
        unjudged: tally?.unjudged ?? 0,
        denied,
        deniedBeside: tally?.deniedBeside ?? 0,
        unseen,
        waived: missing.filter(isWaived),
        unseenOperations: edges.flatMap((edge) =>
            edge.operations
                .filter(({ name }) => seen.get(edge)?.has(name) === false)
                .map(({ name }) => ({ ...named(edge), operation: name })),
        ),
    };
}
