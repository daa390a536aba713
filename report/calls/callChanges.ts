import { type Clause, clausesOf, type Need, principalOf } from "../../components/access";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import { besides } from "./besides";
import { nobody } from "./identities";
import { type Ends, endsKey } from "./relations";
import { type Calls, sideCalls } from "./sideCalls";
import { nothingPasses, type TermsChange, termsChanges } from "./termsChange";
import { type Touched, touched } from "./touched";
import { workloadsById } from "./workloadsById";

/** Calls between two ends that pass otherwise than before, as data. */
export interface CallChange extends Ends {
    readonly kind: TermsChange["kind"];
    /**
     * `reach`: through every layer, from the caller's proxy to the callee's. `policy`: what the callee's policy says to
     * an identity, where no change of what gets through tells of it.
     */
    readonly layer: "reach" | "policy";
    readonly calls: readonly Clause[];
    /** Of `opened`, where now everything passes on that port: what passed before. Of `closed`, likewise: what still does. */
    readonly besides?: readonly Clause[];
    /** On what terms they pass now; of `closed`, on what terms they did. */
    readonly needs: readonly Need[];
    readonly needed?: readonly Need[];
    /** The objects that let them through now; of what is closed, those that did. */
    readonly because: readonly string[];
    /** Why they pass only possibly. */
    readonly opaque: readonly string[];
}

/** Every call that passes otherwise than before, sorted by callee; nothing exactly when the relation is the same. */
export function callChanges(
    before: Side,
    after: Side,
    where: Touched = touched(before, after),
): readonly CallChange[] {
    const [was, is] = [sideCalls(before, after, where), sideCalls(after, before, where)];
    const entering = compared(was.in(), is.in(), "reach");
    const identitiesOf = callersOf(before, after);
    const told = new Set(entering.flatMap(identitiesOf));
    const changes = [...entering];
    for (const id of new Set([...before.workloads, ...after.workloads].map(idOf))) {
        const [callsWere, callsAre] = [was.to(id), is.to(id)];
        const reach = compared(callsWere.reachable, callsAre.reachable, "reach");
        for (const identity of reach.flatMap(identitiesOf)) {
            told.add(identity);
        }
        const policy = compared(callsWere.permitted, callsAre.permitted, "policy");
        const untold = policy.filter(({ from, to }) => from === nobody || !told.has(`${from} ${to}`));
        changes.push(...reach, ...untold, ...leavingChanges(was.outOf(id), is.outOf(id)));
    }
    return changes
        .map((change) => ({ change, place: placeOf(change) }))
        .sort((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : 0))
        .map(({ change }) => change);
}

/** Who may connect to any host outside is not listed host by host: none is lost where all are had, or was new. */
function leavingChanges(was: Calls, is: Calls): readonly CallChange[] {
    return compared(was, is, "reach").filter(({ way, from, to, kind }) => {
        const anything = endsKey({ way, from, to: "outside" });
        return to === "outside" || !(kind === "opened" ? was : is).has(anything);
    });
}

function compared(before: Calls, after: Calls, layer: CallChange["layer"]): readonly CallChange[] {
    const keys = new Set([...before.keys(), ...after.keys()]);
    return [...keys].flatMap((key) => {
        const [was, is] = [before.get(key), after.get(key)];
        const ends = (is ?? was)?.ends;
        return ends === undefined
            ? []
            : termsChanges(was ?? nothingPasses, is ?? nothingPasses).map((found) => {
                  const { calls, ...change } = found;
                  const beside = besides(found, was ?? nothingPasses, is ?? nothingPasses);
                  const telling = change.kind === "closed" || change.kind === "impossible" ? was : is;
                  const { because = [], opaque = [] } = telling ?? {};
                  const more = beside.length === 0 ? {} : { besides: beside };
                  return { ...ends, ...change, ...more, layer, calls: clausesOf(calls), because, opaque };
              });
    });
}

/** The pairs of identity and callee that a change of what gets through tells of already; from outside, gateways call. */
function callersOf(...sides: readonly Side[]): (change: CallChange) => readonly string[] {
    const named = sides.map((side) => ({ ...side, workloadsOf: workloadsById(side.workloads) }));
    return ({ way, from, to }) =>
        named.flatMap(({ gatewayPods, workloadsOf, mesh }) =>
            (way === "in" ? gatewayPods : workloadsOf(from)).map(
                (client) => `${principalOf(client, mesh.trustDomain)} ${to}`,
            ),
        );
}

function placeOf({ layer, way, from, to, host = "", kind }: CallChange): string {
    return [layer === "reach" ? 0 : 1, way === "mesh" ? 0 : way === "in" ? 1 : 2, to, host, from, kind].join(
        " ",
    );
}
