import type { Manifest } from "../istio/types";
import type { Access } from "./access";
import { type CallSet, difference, type MethodPaths } from "./callSet";
import { describePaths, listed } from "./describePaths";
import { anyPath, noPath, type PathSet } from "./pathSet";
import type { Ground, Reason } from "./reason";
import { type Pair, relation } from "./relation";
import { anonymous, type Mesh } from "./workload";
import type { NamedWorkload } from "./workloads";

/**
 * Who may call whom, as sentences: `shop/orders may POST /charge on shop/payments:8080`. What depends on
 * something that cannot be read follows as `may possibly`, with the reason. In the order of the objects.
 */
export function* describeRelation(objects: readonly Manifest[], mesh: Mesh): Generator<string> {
    for (const pair of relation(objects, mesh)) {
        yield* describePair(pair);
    }
}

export function describePair({ server, client, access }: Pair): readonly string[] {
    const from = client === anonymous ? "anyone without a certificate" : nameOf(client);
    const sentences = describeCalls(access.certain, nameOf(server)).map((calls) => `${from} may ${calls}`);
    const doubtful = describeCalls(difference(access.possible, access.certain), nameOf(server));
    const why = describeDoubt(access);
    return [...sentences, ...doubtful.map((calls) => `${from} may possibly ${calls} (${why})`)];
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

export function describeGround(ground: Ground): string {
    switch (ground.kind) {
        case "no proxy":
            return "the server has no proxy, so nothing is enforced there";
        case "no ALLOW policy":
            return "no ALLOW policy is enforced at the server, so what is not denied is allowed";
        case "plaintext refused":
            return "the server accepts only mutual TLS";
        case "not allowed":
            return `none of the ALLOW policies at the server (${listed(ground.policies)}) speaks of this client`;
        default:
            return `${ground.kind} by ${ground.policy}, rules[${ground.rule}]`;
    }
}

export function describeReason({ object, path, message }: Reason): string {
    return `${object}, ${path}: ${message}`;
}

function describeDoubt(access: Access): string {
    return access.opaque.map(describeReason).join("; ");
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
