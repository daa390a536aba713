import {
    accessAt,
    anonymous,
    type CallSet,
    describeCalls,
    type Enforcement,
    equals,
    isEmpty,
    plaintextAt,
} from "../../components/access";
import type { ServiceGraph } from "../../components/graph/model";
import { declaredCalls, declaredPlaintext, stageOf } from "./declared";
import type { Member } from "./derivedMesh";
import { entrancesOf, isEntrance } from "./entrances";

/** Declared sets by server, then client, so that they are made once for a graph. */
export type Declared = (server: Member, client: Member | typeof anonymous) => CallSet;

export function declaredBy(graph: ServiceGraph): Declared {
    const known = new Map<Member, Map<Member | typeof anonymous, CallSet>>();
    return (server, client) => {
        const byClient = known.get(server) ?? new Map<Member | typeof anonymous, CallSet>();
        known.set(server, byClient);
        const calls = byClient.get(client) ?? declaredCalls(graph, server, client);
        byClient.set(client, calls);
        return calls;
    };
}

/**
 * Where what is enforced at a server is not what the graph declares, in words, pair by pair, gateways with every kind
 * of token among the clients; lazily, because one difference is often enough. Plaintext counts also where it would be refused later: it must not even connect.
 */
export function* disagreements(
    graph: ServiceGraph,
    declared: Declared,
    enforcement: Enforcement,
    server: Member,
    clients: readonly Member[],
): Generator<string> {
    const at = `${nameOf(server)} (${stageOf(graph, server)})`;
    const plaintext = plaintextAt(enforcement, server.ref);
    if (!equals(plaintext.certain, declaredPlaintext(graph, server)) || !same(plaintext)) {
        yield `plaintext connections to ${at}: enforced ${inWords(plaintext.certain)}`;
    }
    const accessOf = accessAt(enforcement, server.ref);
    for (const client of [...clients, ...entrancesOf(graph), anonymous]) {
        const access =
            client !== anonymous && isEntrance(client)
                ? accessAt(enforcement, server.ref, { token: client.token })(client.ref)
                : accessOf(client === anonymous ? anonymous : client.ref);
        const expected = declared(server, client);
        if (!equals(access.certain, expected) || !same(access)) {
            const words = `declared ${inWords(expected)}, enforced ${inWords(access.certain)}`;
            yield `${nameOf(client)} to ${at}: ${words}`;
        }
    }
}

function same({ certain, possible }: { readonly certain: CallSet; readonly possible: CallSet }): boolean {
    return equals(certain, possible);
}

function inWords(calls: CallSet): string {
    return isEmpty(calls) ? "nothing" : describeCalls(calls, "it").join("; ");
}

function nameOf(member: Member | typeof anonymous): string {
    return member === anonymous
        ? "plaintext"
        : (member.id ?? `${member.ref.namespace}/${member.ref.serviceAccount}`);
}
