import { pairsByPart } from "../../accessReport/pairsByPart";
import { type CallSet, describeGrounds, type NamedWorkload, serverTerms } from "../../components/access";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import { type Arriving, arrivingOn } from "./arriving";
import { identitiesAsked } from "./identities";
import { once } from "./once";
import { conditionReader, type Ends, endsKey, type Passing, passing, touches } from "./relations";
import type { Touched } from "./touched";
import { workloadsById } from "./workloadsById";
import { worldIn } from "./worlds";

/** What passes between ends on one side, by the ends. */
export type Calls = ReadonlyMap<string, Passing>;

/**
 * What passes on one side, wherever that can differ from the other, a part at a time: of thousands of calls few are
 * not the same on both, and the others need not be kept.
 */
export interface SideCalls {
    /** To one workload, named by its id: through all layers, and what its policy alone lets each identity call. */
    readonly to: (server: string) => CallsTo;
    /** From outside. */
    readonly in: () => Calls;
    /** From one workload to hosts outside. */
    readonly outOf: (client: string) => Calls;
}

export interface CallsTo {
    readonly reachable: Calls;
    readonly permitted: Calls;
    /** Of calls under an identity, how much comes as far as the policy. */
    readonly arriving: (from: string, calls: CallSet) => Arriving;
}

export function sideCalls(side: Side, other: Side, where: Touched): SideCalls {
    const world = worldIn(side);
    const conditionsOf = conditionReader(side.objects);
    const isPair = touches(where);
    const parts = pairsByPart(world, side, {
        isCaller: () => true,
        isCallee: () => true,
        isExact: false,
        // Everyone is gone through: a callee open to all is compared caller by caller as well.
        isNarrow: true,
        isPair,
    });
    const identitiesAt = identitiesAsked(side, other, where);
    const workloadsOf = workloadsById(side.workloads);
    const arrives = once(() => arrivingOn(side));
    const reaching = (pairs: ReturnType<typeof parts.in> = []): readonly Passing[] =>
        [...pairs].map(({ terms, ...ends }) => passing(ends, terms, conditionsOf, (because) => because));
    const permittedAt = (server: NamedWorkload, termsOf: () => ReturnType<typeof serverTerms>) =>
        [...identitiesAt(server)].map(([from, client]) => {
            const ends: Ends = { way: "mesh", from, to: idOf(server) };
            return passing(ends, termsOf().permitted(client), conditionsOf, describeGrounds);
        });
    return {
        to: (id) => {
            const reachable: Passing[] = [];
            const permitted: Passing[] = [];
            const all: (() => ReturnType<typeof serverTerms>)[] = [];
            for (const server of workloadsOf(id)) {
                const terms = once(() => serverTerms(world, server));
                all.push(terms);
                reachable.push(...reaching(parts.to(server, terms)));
                permitted.push(...permittedAt(server, terms));
            }
            const arriving: CallsTo["arriving"] = (from, calls) => {
                const found = all.map((terms) => arrives()(from, terms(), calls));
                return found.includes("some") ? "some" : found.includes("perhaps") ? "perhaps" : "none";
            };
            return { reachable: byEnds(reachable), permitted: byEnds(permitted), arriving };
        },
        in: () => byEnds(reaching(parts.in())),
        outOf: (id) => {
            const isAsked = isPair({ way: "out", from: id, to: "outside" });
            const clients = isAsked ? workloadsOf(id) : [];
            return byEnds(clients.flatMap((client) => reaching(parts.outOf(client))));
        },
    };
}

function byEnds(all: readonly Passing[]): Calls {
    return new Map(all.map((each) => [endsKey(each.ends), each]));
}
