import {
    difference,
    type Entrance,
    enteringAt,
    entrancesOf,
    entriesFor,
    isEmpty,
    leavingTo,
    type NamedWorkload,
    onlyPrincipals,
    principalOf,
    type Reach,
    type ServerTerms,
    sentOn,
    serverTerms,
    type Terms,
    type World,
} from "../components/access";
import type { ReportedPair } from "./report";
import type { Selection } from "./selection";
import { idOf, type Standing } from "./standing";

/** Above this many workloads, callees that everyone may call are not gone through caller by caller. */
const many = 200;

/** Who calls, who is called, and on what terms; see `ReportedPair` for what the words mean. */
export interface PairTerms extends Pick<ReportedPair, "way" | "from" | "to" | "host"> {
    readonly terms: Terms<string>;
}

/** The pairs that are asked for and of which something gets through or may, part by part: nothing of them is kept. */
export interface PairsByPart {
    /** From workloads to one; undefined where everyone may call it and nobody asked to go through them. */
    readonly to: (server: NamedWorkload, terms?: () => ServerTerms) => Iterable<PairTerms> | undefined;
    /** From outside, through gateways. */
    readonly in: () => Iterable<PairTerms>;
    /** From one workload to hosts outside. */
    readonly outOf: (client: NamedWorkload) => Iterable<PairTerms>;
}

type Callers = Pick<Standing, "workloads" | "gatewayPods" | "mesh">;

export function pairsByPart(world: World, standing: Callers, selection: Selection): PairsByPart {
    const entrances = entrancesOf(world, standing.gatewayPods);
    return {
        to: callersOf(world, standing, selection),
        in: () => waysIn(world, standing, entrances, selection),
        outOf: waysOut(world, entrances, selection),
    };
}

function callersOf(
    world: World,
    { workloads, mesh }: Callers,
    { isCaller, isExact, isNarrow, isPair = () => true }: Selection,
): PairsByPart["to"] {
    const byPrincipal = groupedBy(workloads, (each) => principalOf(each, mesh.trustDomain));
    return (server, terms = () => serverTerms(world, server)) => {
        const principals = onlyPrincipals(world.enforcement, server);
        const named = principals?.flatMap((principal) => byPrincipal.get(principal) ?? []);
        const everyone = named === undefined || isExact;
        if (everyone && !isNarrow && workloads.length > many) {
            return undefined;
        }
        const to = idOf(server);
        const clients = (everyone ? workloads : named).filter(
            (each) =>
                each !== server && isCaller(idOf(each)) && isPair({ way: "mesh", from: idOf(each), to }),
        );
        return clients.length === 0 ? [] : callsTo(server, clients, isExact, terms());
    };
}

function* callsTo(
    server: NamedWorkload,
    clients: readonly NamedWorkload[],
    isExact: boolean,
    { reachable }: ServerTerms,
): Generator<PairTerms> {
    for (const client of clients) {
        const terms = reachable(client);
        if (isExact || isTelling(terms)) {
            yield { way: "mesh", from: idOf(client), to: idOf(server), terms };
        }
    }
}

function* waysIn(
    world: World,
    { workloads }: Callers,
    entrances: readonly Entrance[],
    { isCaller, isCallee, isExact, isPair = () => true }: Selection,
): Generator<PairTerms> {
    if (!isCaller("outside")) {
        return;
    }
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
            const isAsked = isCallee(to) || isCallee(entrance.host);
            if (isAsked && isPair({ way: "in", from: "outside", to })) {
                const terms = enteringAt(world, entrance, server);
                if (isExact || isTelling(terms)) {
                    yield { way: "in", from: "outside", to, host, terms };
                }
            }
        }
    }
}

function waysOut(
    world: World,
    entrances: readonly Entrance[],
    { isCallee, isExact }: Selection,
): PairsByPart["outOf"] {
    const { byHost } = world.registry;
    const outside = ({ isOutside }: { readonly isOutside: boolean }): boolean => isOutside;
    const all = [...byHost.values()].flat().filter(outside);
    return function* leaving(client) {
        const from = idOf(client);
        const { outbound, knows, listed } = world.scopeOf(client);
        const hosts =
            listed === undefined || isExact
                ? all
                : [...listed].flatMap((host) => byHost.get(host) ?? []).filter(outside);
        const known = hosts.filter(
            ({ host, namespace }) =>
                isCallee(host) &&
                (isExact || (client.injected && outbound === "REGISTRY_ONLY" && knows(namespace, host))),
        );
        // A host that nobody declares is any host; what is left are NetworkPolicies.
        const anyHost =
            (!client.injected || outbound === "ALLOW_ANY") && isCallee("outside") ? ["outside"] : [];
        for (const to of [...known.map(({ host }) => host), ...anyHost]) {
            const terms = termsOf(leavingTo(world, client, to, entrances));
            if (isExact || isTelling(terms)) {
                yield { way: "out", from, to, terms };
            }
        }
    };
}

function termsOf({ certain, possible, because, opaque }: Reach): Terms<string> {
    const grants = isEmpty(certain) ? [] : [{ needs: [], calls: certain }];
    return { grants, undecided: difference(possible, certain), because, opaque };
}

function isTelling({ grants, undecided }: Terms<string>): boolean {
    return grants.length > 0 || !isEmpty(undecided);
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
