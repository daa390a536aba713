import type { Operation } from "../graph/model";
import type { AuthorizationOperation } from "../istio/types";
import type { ArrangedGraph, RouteEdge } from "./arrangedGraph";
import { withoutSubsumed } from "./grants";
import { sortedTexts } from "./order";
import { operationNamed } from "./ports";

/** What a route opens of an operation: any of `paths` and none of `notPaths`, both sorted. */
export interface Opened {
    readonly operation: Operation;
    readonly paths: readonly string[];
    readonly notPaths: readonly string[];
}

/** What a route opens, sorted by the operations' names; nothing where longer routes claim all of it. */
export function openedBy(edge: RouteEdge, { routesOn }: ArrangedGraph): Opened[] {
    const { route, service } = edge;
    const siblings = (routesOn.get(route.publicHost) ?? []).map((each) => each.route.path);
    return sortedTexts(route.operations).flatMap((name) => {
        const operation = operationNamed(service, name);
        return opened(operation, route.path, siblings) ?? [];
    });
}

/**
 * A request belongs to the longest route of its host that holds its path, so what a longer one claims is taken out:
 * a rule for `/api/*` must not open `/api/admin/*`, which may demand more.
 */
function opened(operation: Operation, own: string, siblings: readonly string[]): Opened | undefined {
    const longer = siblings.filter((path) => path !== own && holds(own, path));
    const within = operation.paths.flatMap((path) =>
        holds(own, path) ? [path] : holds(path, own) ? [own] : [],
    );
    const left = within.filter((path) => !longer.some((claimed) => holds(claimed, path)));
    const paths = withoutSubsumed(new Set(left));
    const taken = longer.filter((claimed) => paths.some((path) => holds(path, claimed)));
    return paths.length === 0 ? undefined : { operation, paths, notPaths: withoutSubsumed(new Set(taken)) };
}

/**
 * Whether every path of `inner` is one of `outer`. Both are exact, or end in `/*`, which Istio reads as a prefix of
 * plain characters: `/a/*` holds `/a/`, `/a/b` and `/a/b/*`, but not `/a`.
 */
export function holds(outer: string, inner: string): boolean {
    if (!outer.endsWith("/*")) {
        return outer === inner;
    }
    const prefix = outer.slice(0, -1);
    return inner.endsWith("/*") ? inner.slice(0, -1).startsWith(prefix) : inner.startsWith(prefix);
}

export function pathFields({ paths, notPaths }: Opened): Pick<AuthorizationOperation, "paths" | "notPaths"> {
    return notPaths.length === 0 ? { paths } : { paths, notPaths };
}
