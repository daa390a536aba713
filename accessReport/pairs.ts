import { clausesOf, describeReason, type World, worldOf } from "../components/access";
import { type PairTerms, pairsByPart } from "./pairsByPart";
import type { AccessReport, ReportedPair } from "./report";
import type { Selection } from "./selection";
import { idOf, type Standing } from "./standing";

export type { PairTerms } from "./pairsByPart";

/** Every pair that is asked for and of which something gets through or may; with one named on both sides also others. */
export function reportOf(stack: string, standing: Standing, selection: Selection): AccessReport {
    const openTo: { to: string; because: readonly string[] }[] = [];
    const pairs = [...pairTerms(worldOf(standing.objects, standing.mesh), standing, selection, openTo)];
    return {
        stack,
        workloads: standing.workloads.map(idOf),
        pairs: pairs.map(inClauses).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)),
        openTo,
    };
}

/** The same, not yet in words and in no order; callees that everyone may call and that are not gone through go to `openTo`. */
export function* pairTerms(
    world: World,
    standing: Omit<Standing, "objects">,
    selection: Selection,
    openTo: { to: string; because: readonly string[] }[],
): Generator<PairTerms> {
    const { workloads } = standing;
    const { isCaller, isCallee, isPair = () => true } = selection;
    const parts = pairsByPart(world, standing, selection);
    for (const server of workloads.filter((each) => isCallee(idOf(each)))) {
        const calls = parts.to(server);
        if (calls === undefined) {
            openTo.push({ to: idOf(server), because: ["its policies do not list callers"] });
        } else {
            yield* calls;
        }
    }
    yield* parts.in();
    for (const client of workloads) {
        const from = idOf(client);
        if (isCaller(from) && isPair({ way: "out", from, to: "outside" })) {
            yield* parts.outOf(client);
        }
    }
}

function inClauses({ terms, ...pair }: PairTerms): ReportedPair {
    return {
        ...pair,
        grants: terms.grants.map(({ needs, calls }) => ({ needs, calls: clausesOf(calls) })),
        undecided: clausesOf(terms.undecided),
        because: terms.because,
        opaque: [...new Set(terms.opaque.map(describeReason))],
    };
}

function keyOf({ way, from, to, host = "" }: ReportedPair): string {
    return [way === "mesh" ? 0 : way === "in" ? 1 : 2, from, to, host].join(" ");
}
