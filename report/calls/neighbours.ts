import { pairsByPart } from "../../accessReport/pairsByPart";
import type { Side } from "../side";
import type { CallChange } from "./callChanges";
import { type Ends, endsKey } from "./relations";
import { workloadsById } from "./workloadsById";
import { worldIn } from "./worlds";

/** More changed pairs than this are a ball of wool, and have no picture. */
export const drawnPairs = 40;

/**
 * The pairs around what changes: what the workloads whose calls change call besides, and who calls them, as before.
 * None where too much changes for a picture. Left out is what nearly every workload has: a callee of everybody, any host
 * outside, and what watches the mesh.
 */
export function neighbours(after: Side, calls: readonly CallChange[]): readonly Ends[] {
    const changed = calls.filter(({ layer }) => layer === "reach");
    if (changed.length === 0 || new Set(changed.map(endsKey)).size > drawnPairs) {
        return [];
    }
    const ids = new Set(changed.flatMap(({ way, from, to }) => ends[way](from, to)));
    const told = new Set(calls.map(endsKey));
    const watches = (id: string): boolean => !ids.has(id) && id.startsWith(`${after.watchers}/`);
    const workloadsOf = workloadsById(after.workloads);
    const parts = pairsByPart(worldIn(after), after, {
        isCaller: () => true,
        isCallee: (host) => host !== "outside",
        isExact: false,
        isNarrow: false,
        isPair: ({ from, to }) => (ids.has(from) || ids.has(to)) && !watches(from) && !watches(to),
    });
    const pairs = [
        ...after.workloads.flatMap((server) => [...(parts.to(server) ?? [])]),
        ...parts.in(),
        ...[...ids].flatMap(workloadsOf).flatMap((client) => [...parts.outOf(client)]),
    ];
    const around = new Map(
        pairs
            .filter(({ terms }) => terms.grants.length > 0)
            .map(({ terms: _, ...pair }) => [endsKey(pair), pair] as const),
    );
    return [...around]
        .filter(([key]) => !told.has(key))
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, pair]) => pair);
}

/** Those of the two ends that are workloads. */
const ends: Readonly<Record<Ends["way"], (from: string, to: string) => readonly string[]>> = {
    mesh: (from, to) => [from, to],
    in: (_, to) => [to],
    out: (from) => [from],
};
