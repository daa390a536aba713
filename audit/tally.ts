import { type AuditedCall, readAuditLine, type Skipped } from "./auditLine";
import type { DeclaredEdge, Expectations } from "./expectations";

/** A call that enforcing would refuse, and how often it was seen. */
export interface DeniedCall extends Omit<AuditedCall, "server" | "result"> {
    readonly count: number;
}

/** What the log says about one audited workload. */
export interface WorkloadTally {
    calls: number;
    /** Calls that no dry run judged, such as those refused for their token before it. */
    unjudged: number;
    readonly denied: Map<string, { call: AuditedCall; count: number }>;
    /** Denied calls beyond those that are told apart. */
    deniedBeside: number;
    /** Edges and operations seen, by position of the edge. */
    readonly seen: Map<DeclaredEdge, Set<string>>;
}

/** Paths may hold a number for every customer, so the calls told apart are bounded for each workload. */
const mostDenied = 500;

/** Counts the lines of a log as they come; what it holds grows with what is declared, not with the log. */
export class Tally {
    readonly workloads: ReadonlyMap<string, WorkloadTally>;
    readonly skipped: Record<Skipped, number> = {
        "not JSON": 0,
        "another format": 0,
        "no server identity": 0,
    };
    lines = 0;
    /** Lines about workloads that are not audited. */
    others = 0;
    readonly #expected: Expectations;

    constructor(expected: Expectations) {
        this.#expected = expected;
        this.workloads = new Map([...expected.workloads.keys()].map((identity) => [identity, emptyTally()]));
    }

    add(line: string): void {
        if (line.trim() === "") {
            return;
        }
        this.lines++;
        const call = readAuditLine(line);
        if (typeof call === "string") {
            this.skipped[call]++;
            return;
        }
        const tally = this.workloads.get(call.server);
        if (tally === undefined) {
            this.others++;
            return;
        }
        tally.calls++;
        if (call.result === undefined) {
            tally.unjudged++;
        } else if (call.result === "denied") {
            addDenied(tally, call);
        } else {
            addSeen(tally, call, this.#expected.workloads.get(call.server)?.edges ?? []);
        }
    }
}

function emptyTally(): WorkloadTally {
    return { calls: 0, unjudged: 0, denied: new Map(), deniedBeside: 0, seen: new Map() };
}

function addDenied(tally: WorkloadTally, call: AuditedCall): void {
    const key = JSON.stringify([call.caller, call.method, call.path, call.port]);
    const known = tally.denied.get(key);
    if (known !== undefined) {
        known.count++;
    } else if (tally.denied.size < mostDenied) {
        tally.denied.set(key, { call, count: 1 });
    } else {
        tally.deniedBeside++;
    }
}

function addSeen(tally: WorkloadTally, call: AuditedCall, edges: readonly DeclaredEdge[]): void {
    const { caller, method = "", path = "", port } = call;
    for (const edge of edges) {
        if (edge.principal !== caller || !edge.ports.has(port)) {
            continue;
        }
        const seen = tally.seen.get(edge) ?? new Set();
        const matching = edge.operations.filter(
            ({ name, matches }) => !seen.has(name) && matches(method, path),
        );
        if (edge.operations.length === 0 || matching.length > 0) {
            tally.seen.set(edge, seen);
        }
        for (const { name } of matching) {
            seen.add(name);
        }
    }
}
