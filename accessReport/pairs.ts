import {
    clausesOf,
    describeReason,
    difference,
    type Entrance,
    enteringAt,
    entrancesOf,
    entriesFor,
    isEmpty,
    leavingTo,
    onlyPrincipals,
    principalOf,
    type Reach,
    reachableTerms,
    sentOn,
    type Terms,
    type World,
    worldOf,
} from "../components/access";
import type { AccessReport, ReportedPair } from "./report";
import type { Selection } from "./selection";
import { idOf, type Standing } from "./standing";

/** Above this many workloads, callees that everyone may call are not gone through caller by caller. */
const many = 200;

/** Who calls, who is called, and on what terms; see `ReportedPair` for what the words mean. */
export interface PairTerms extends Pick<ReportedPair, "way" | "from" | "to" | "host"> {
    readonly terms: Terms<string>;
}

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
    const entrances = entrancesOf(world, standing.gatewayPods);
    yield* meshPairs(world, standing, selection, openTo);
    yield* waysIn(world, standing, entrances, selection);
    yield* waysOut(world, standing, entrances, selection);
}

function* meshPairs(
    world: World,
    { workloads, mesh }: Pick<Standing, "workloads" | "mesh">,
    selection: Selection,
    openTo: { to: string; because: readonly string[] }[],
): Generator<PairTerms> {
    const byPrincipal = groupedBy(workloads, (each) => principalOf(each, mesh.trustDomain));
    const { isPair = () => true } = selection;
    for (const server of workloads.filter((each) => selection.isCallee(idOf(each)))) {
        const to = idOf(server);
        const principals = onlyPrincipals(world.enforcement, server);
        const named = principals?.flatMap((principal) => byPrincipal.get(principal) ?? []);
        const everyone = named === undefined || selection.isExact;
        if (everyone && !selection.isNarrow && workloads.length > many) {
            openTo.push({ to, because: ["its policies do not list callers"] });
            continue;
        }
        const clients = (everyone ? workloads : named).filter(
            (each) =>
                each !== server &&
                selection.isCaller(idOf(each)) &&
                isPair({ way: "mesh", from: idOf(each), to }),
        );
        const termsOf = clients.length === 0 ? undefined : reachableTerms(world, server);
        for (const client of clients) {
            const terms = termsOf?.(client);
            if (terms !== undefined && (selection.isExact || isTelling(terms))) {
                yield { way: "mesh", from: idOf(client), to, terms };
            }
        }
    }
}

function* waysIn(
    world: World,
    { workloads }: Pick<Standing, "workloads">,
    entrances: readonly Entrance[],
    selection: Selection,
): Generator<PairTerms> {
    if (!selection.isCaller("outside")) {
        return;
    }
    const { isPair = () => true } = selection;
    const served = workloads.flatMap((workload) =>
        entriesFor(world.registry, workload).map(({ host }) => ({ host, workload })),
    );
    const serving = groupedBy(served, ({ host }) => host);
    for (const entrance of entrances.filter(({ isMutual }) => !isMutual)) {
        const hosts = new Set(sentOn(entrance, world.clusterDomain).map(({ host }) => host));
        const servers = new Set(
            [...hosts].flatMap((host) => serving.get(host) ?? []).map(({ workload }) => workload),
        );
        const host = entrance.port === 443 ? entrance.host : `${entrance.host}:${entrance.port}`;
        for (const server of servers) {
            const to = idOf(server);
            const isAsked = selection.isCallee(to) || selection.isCallee(entrance.host);
            if (isAsked && isPair({ way: "in", from: "outside", to })) {
                const terms = enteringAt(world, entrance, server);
                if (selection.isExact || isTelling(terms)) {
                    yield { way: "in", from: "outside", to, host, terms };
                }
            }
        }
    }
}

function* waysOut(
    world: World,
    { workloads }: Pick<Standing, "workloads">,
    entrances: readonly Entrance[],
    selection: Selection,
): Generator<PairTerms> {
    const { byHost } = world.registry;
    const outside = ({ isOutside }: { readonly isOutside: boolean }): boolean => isOutside;
    const all = [...byHost.values()].flat().filter(outside);
    const { isPair = () => true } = selection;
    const isAsked = (from: string): boolean =>
        selection.isCaller(from) && isPair({ way: "out", from, to: "outside" });
    for (const client of workloads.filter((each) => isAsked(idOf(each)))) {
        const { outbound, knows, listed } = world.scopeOf(client);
        const hosts =
            listed === undefined || selection.isExact
                ? all
                : [...listed].flatMap((host) => byHost.get(host) ?? []).filter(outside);
        const known = hosts.filter(
            ({ host, namespace }) =>
                selection.isCallee(host) &&
                (selection.isExact ||
                    (client.injected && outbound === "REGISTRY_ONLY" && knows(namespace, host))),
        );
        for (const { host } of known) {
            const terms = termsOf(leavingTo(world, client, host, entrances));
            if (selection.isExact || isTelling(terms)) {
                yield { way: "out", from: idOf(client), to: host, terms };
            }
        }
        if ((!client.injected || outbound === "ALLOW_ANY") && selection.isCallee("outside")) {
            // Of a host that nobody declares; what is left are NetworkPolicies.
            const terms = termsOf(leavingTo(world, client, "outside", entrances));
            if (selection.isExact || isTelling(terms)) {
                yield { way: "out", from: idOf(client), to: "outside", terms };
            }
        }
    }
}

function termsOf({ certain, possible, because, opaque }: Reach): Terms<string> {
    const grants = isEmpty(certain) ? [] : [{ needs: [], calls: certain }];
    return { grants, undecided: difference(possible, certain), because, opaque };
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

function isTelling({ grants, undecided }: Terms<string>): boolean {
    return grants.length > 0 || !isEmpty(undecided);
}

function keyOf({ way, from, to, host = "" }: ReportedPair): string {
    return [way === "mesh" ? 0 : way === "in" ? 1 : 2, from, to, host].join(" ");
}

function groupedBy<Value>(
    values: readonly Value[],
    keyOfValue: (value: Value) => string,
): Map<string, Value[]> {
    const groups = new Map<string, Value[]>();
    for (const value of values) {
        const key = keyOfValue(value);
        const group = groups.get(key);
        if (group === undefined) {
            groups.set(key, [value]);
        } else {
            group.push(value);
        }
    }
    return groups;
}
