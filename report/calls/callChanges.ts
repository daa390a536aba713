import { type Clause, clausesOf, type NamedWorkload, type Need, principalOf } from "../../components/access";
import type { Side } from "../side";
import { nobody, permittedCalls } from "./identities";
import { type Ends, endsKey, type Passing, reachableCalls } from "./relations";
import { nothingPasses, type TermsChange, termsChanges } from "./termsChange";
import { type Touched, touched } from "./touched";

/** Calls between two ends that pass otherwise than before, as data. */
export interface CallChange extends Ends {
    readonly kind: TermsChange["kind"];
    /**
     * `reach`: through every layer, from the caller's proxy to the callee's. `policy`: what the callee's policy says to
     * an identity, where no change of what gets through tells of it.
     */
    readonly layer: "reach" | "policy";
    readonly calls: readonly Clause[];
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
    const [was, is] = [reachableCalls(before, where), reachableCalls(after, where)];
    const reach = compared(was, is, "reach").filter((change) => !isCovered(change, was, is));
    const told = identitiesTold(reach, before, after);
    const policy = compared(
        permittedCalls(before, after, where),
        permittedCalls(after, before, where),
        "policy",
    ).filter(({ from, to }) => from === nobody || !told.has(`${from} ${to}`));
    return [...reach, ...policy].sort((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
}

/** Who may connect to any host outside is not listed host by host: none is lost where all are had, or was new. */
function isCovered(
    { way, from, to, kind }: CallChange,
    was: ReadonlyMap<string, Passing>,
    is: ReadonlyMap<string, Passing>,
): boolean {
    const anything = endsKey({ way: "out", from, to: "outside" });
    return way === "out" && to !== "outside" && (kind === "opened" ? was : is).has(anything);
}

function compared(
    before: ReadonlyMap<string, Passing>,
    after: ReadonlyMap<string, Passing>,
    layer: CallChange["layer"],
): readonly CallChange[] {
    const keys = new Set([...before.keys(), ...after.keys()]);
    return [...keys].flatMap((key) => {
        const [was, is] = [before.get(key), after.get(key)];
        const ends = (is ?? was)?.ends;
        return ends === undefined
            ? []
            : termsChanges(was ?? nothingPasses, is ?? nothingPasses).map(({ calls, ...change }) => {
                  const telling = change.kind === "closed" || change.kind === "impossible" ? was : is;
                  const { because = [], opaque = [] } = telling ?? {};
                  return { ...ends, ...change, layer, calls: clausesOf(calls), because, opaque };
              });
    });
}

/** The pairs of identity and callee that changes of what gets through tell of already; from outside, gateways call. */
function identitiesTold(changes: readonly CallChange[], ...sides: readonly Side[]): ReadonlySet<string> {
    const told = new Set<string>();
    for (const { workloads, gatewayPods, mesh } of sides) {
        const principal = (client: NamedWorkload): string => principalOf(client, mesh.trustDomain);
        const gateways = gatewayPods.map(principal);
        const byId = new Map(workloads.map((each) => [`${each.namespace}/${each.name}`, principal(each)]));
        for (const { way, from, to } of changes) {
            for (const identity of way === "in" ? gateways : [byId.get(from)]) {
                told.add(`${identity} ${to}`);
            }
        }
    }
    return told;
}

function placeOf({ layer, way, from, to, host = "", kind }: CallChange): string {
    return [layer === "reach" ? 0 : 1, way === "mesh" ? 0 : way === "in" ? 1 : 2, to, host, from, kind].join(
        " ",
    );
}
