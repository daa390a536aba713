import type { Manifest } from "../istio/types";
import type { Access } from "./access";
import { type CallSet, difference, type MethodPaths } from "./callSet";
import { describePaths, listed } from "./describePaths";
import { anyPath, noPath, type PathSet } from "./pathSet";
import type { Reason } from "./reason";
import { type Pair, relation } from "./relation";
import { anonymous, type Mesh } from "./workload";
import { type NamedWorkload, workloadsOf } from "./workloads";

/**
 * Who may call whom, as sentences: `shop/orders may POST /charge on shop/payments:8080`. Clients that may do the
 * same share a sentence. What depends on something that cannot be read is `may possibly`, with the reason. Servers
 * stand in the order of the objects.
 */
export function* describeRelation(objects: readonly Manifest[], mesh: Mesh): Generator<string> {
    const peers = workloadsOf(objects).filter((workload) => workload.injected).length;
    let server: NamedWorkload | undefined;
    let pairs: Pair[] = [];
    for (const pair of relation(objects, mesh)) {
        if (pair.server !== server) {
            yield* describeServer(pairs, peers);
            pairs = [];
            server = pair.server;
        }
        pairs.push(pair);
    }
    yield* describeServer(pairs, peers);
}

/** Pairs of one server. Where all of many peers may do the same, they are not listed one by one. */
function describeServer(pairs: readonly Pair[], peers: number): readonly string[] {
    // Clients that match the same rules share one access, so each is described once.
    const described = new Map<Access, readonly string[]>();
    const clients = new Map<string, Pair[]>();
    for (const pair of pairs) {
        const whats = described.get(pair.access) ?? describeAccess(pair);
        described.set(pair.access, whats);
        for (const what of whats) {
            const alike = clients.get(what) ?? [];
            alike.push(pair);
            clients.set(what, alike);
        }
    }
    return [...clients].map(([what, alike]) => `${listed(describeClients(alike, peers))} ${what}`);
}

function describeClients(pairs: readonly Pair[], peers: number): readonly string[] {
    const isPeer = ({ client }: Pair): boolean => client !== anonymous && client.injected;
    const others = pairs.filter((pair) => !isPeer(pair));
    return peers > 2 && pairs.length - others.length === peers
        ? ["every workload with a proxy", ...others.map(nameOfClient)]
        : pairs.map(nameOfClient);
}

export function describePair(pair: Pair): readonly string[] {
    return describeAccess(pair).map((what) => `${nameOfClient(pair)} ${what}`);
}

function describeAccess({ server, access }: Pair): readonly string[] {
    const certain = describeCalls(access.certain, nameOf(server)).map((calls) => `may ${calls}`);
    const doubtful = describeCalls(difference(access.possible, access.certain), nameOf(server));
    const why = access.opaque.map(describeReason).join("; ");
    return [...certain, ...doubtful.map((calls) => `may possibly ${calls} (${why})`)];
}

function nameOfClient({ client }: Pair): string {
    return client === anonymous ? "anyone without a certificate" : nameOf(client);
}

/** A set of calls at one server in clauses that follow "may", a clause for each port and set of paths. */
export function describeCalls(calls: CallSet, server: string): readonly string[] {
    const ports = [...calls.named].flatMap(([port, methods]) =>
        describeMethods(methods, `${server}:${port}`),
    );
    const [named] = calls.named.keys();
    const others = named === undefined ? server : `every other port of ${server}`;
    return [...ports, ...describeMethods(calls.otherwise, others)];
}

export function describeReason({ object, path, message }: Reason): string {
    return `${object}, ${path}: ${message}`;
}

function nameOf(workload: NamedWorkload): string {
    return `${workload.namespace}/${workload.name}`;
}

function describeMethods(methods: MethodPaths, where: string): readonly string[] {
    const byPaths = new Map<string, { readonly paths: PathSet; readonly names: string[] }>();
    for (const [name, paths] of methods.named) {
        const alike = byPaths.get(paths.key) ?? { paths, names: [] };
        alike.names.push(name);
        byPaths.set(paths.key, alike);
    }
    const named = [...byPaths.values()]
        .filter(({ paths }) => paths !== noPath)
        .map(({ paths, names }) => `${listed(names)} ${describePaths(paths)} on ${where}`);
    if (methods.otherwise === noPath) {
        return named;
    }
    if (methods.named.size === 0 && methods.otherwise === anyPath) {
        return [`call anything on ${where}`];
    }
    const except = methods.named.size === 0 ? "" : ` but ${listed([...methods.named.keys()])}`;
    return [...named, `use any method${except} on ${describePaths(methods.otherwise)} of ${where}`];
}
