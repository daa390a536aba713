import { type Clause, clausesOf, type Need, principalOf, unnamed } from "../../components/access";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import { besides } from "./besides";
import { clientOf, nobody } from "./identities";
import { type Ends, endsKey } from "./relations";
import { type Calls, type CallsTo, sideCalls } from "./sideCalls";
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
    /** Of `policy`: how much of them nothing else holds, or held; absent where that is nothing. */
    readonly arriving?: "some" | "perhaps";
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
    const isWatchedAlike = watchedAlike(before, after);
    const told = new Set(entering.flatMap(identitiesOf));
    const changes = [...entering];
    for (const id of new Set([...before.workloads, ...after.workloads].map(idOf))) {
        const [callsWere, callsAre] = [was.to(id), is.to(id)];
        const reach = compared(callsWere.reachable, callsAre.reachable, "reach");
        for (const identity of reach.flatMap(identitiesOf)) {
            told.add(identity);
        }
        const isUntold = ({ from, to }: Ends): boolean =>
            (from === nobody || !told.has(`${from} ${to}`)) && !isWatchedAlike(from, to);
        const untold = compared(callsWere.permitted, callsAre.permitted, "policy", {
            isMeant: isUntold,
            arriving: [callsWere.arriving, callsAre.arriving],
        });
        changes.push(...reach, ...untold, ...leavingChanges(was.outOf(id), is.outOf(id)));
    }
    return changes
        .map((change) => ({ change, place: placeOf(change) }))
        .sort((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : 0))
        .map(({ change }) => change);
}

/** Of a namespace whose workloads all come or go, what watches the mesh is called by them, and that is told. */
function watchedAlike(before: Side, after: Side): (from: string, to: string) => boolean {
    const [were, are] = [before, after].map((side) => new Set(side.workloads.map((each) => each.namespace)));
    const watchers = [before, after].flatMap((side) => side.watchers ?? []);
    return (from, to) => {
        const { namespace, serviceAccount } = clientOf(from);
        const isMoving = were?.has(namespace) !== are?.has(namespace);
        return serviceAccount === unnamed && isMoving && watchers.some((each) => to.startsWith(`${each}/`));
    };
}

/** Who may connect to any host outside is not listed host by host: none is lost where all are had, or was new. */
function leavingChanges(was: Calls, is: Calls): readonly CallChange[] {
    return compared(was, is, "reach").filter(({ way, from, to, kind }) => {
        const anything = endsKey({ way, from, to: "outside" });
        return to === "outside" || !(kind === "opened" ? was : is).has(anything);
    });
}

/** Of which ends changes are told, and how far such calls come on either side. */
interface Asked {
    readonly isMeant: (ends: Ends) => boolean;
    readonly arriving: readonly [CallsTo["arriving"], CallsTo["arriving"]];
}

const throughAll = (): "none" => "none";
const everyone: Asked = { isMeant: () => true, arriving: [throughAll, throughAll] };

function compared(
    before: Calls,
    after: Calls,
    layer: CallChange["layer"],
    { isMeant, arriving }: Asked = everyone,
): readonly CallChange[] {
    const keys = new Set([...before.keys(), ...after.keys()]);
    return [...keys].flatMap((key) => {
        const [was, is] = [before.get(key), after.get(key)];
        const ends = (is ?? was)?.ends;
        return ends === undefined || !isMeant(ends)
            ? []
            : termsChanges(was ?? nothingPasses, is ?? nothingPasses).map((found) => {
                  const { calls, ...change } = found;
                  const beside = besides(found, was ?? nothingPasses, is ?? nothingPasses);
                  const isGone = change.kind === "closed" || change.kind === "impossible";
                  const { because = [], opaque = [] } = (isGone ? was : is) ?? {};
                  const come = arriving[isGone ? 0 : 1](ends.from, calls);
                  const more = beside.length === 0 ? {} : { besides: beside };
                  const held = come === "none" ? {} : { arriving: come };
                  const said = { layer, calls: clausesOf(calls), because, opaque };
                  return { ...ends, ...change, ...more, ...held, ...said };
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
