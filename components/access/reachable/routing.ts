import type { Manifest } from "../../istio/types";
import { type Bounds, both, everything, nothing, unknown, without } from "../bounds";
import { difference, union } from "../callSet";
import { fieldAt, fieldsOf, itemsOf, textOf } from "../fields";
import { nameOfObject, namespaceOf } from "../objectNames";
import type { Reason } from "../reason";
import { resolvedHost } from "./hostNames";
import type { RegistryPort } from "./registry";
import { type Asking, takenBy } from "./routeMatch";

/** Where some calls for a host end up. */
export interface Routed {
    readonly host: string;
    /** Absent: the port that was asked for, or the only one there is. */
    readonly port?: number;
    /** Methods and paths as the caller wrote them; on every port. */
    readonly calls: Bounds;
    /** The object that sends them there, or that none does. */
    readonly because: string;
    /** Why it is not known which of them are. */
    readonly opaque: readonly Reason[];
}

/**
 * Where the VirtualService sends what is asked: the first route that matches takes a call. Where a match is on what
 * callers choose (headers), a call counts for every route it can be made to take, because the question is what can
 * be reached. Subsets of a host are versions of one workload and are not told apart. Undefined when it has no route
 * of the port's kind, so that the port keeps its own.
 */
export function routedBy(
    virtualService: Manifest,
    asking: Asking,
    routing: RegistryPort["routing"],
    clusterDomain: string,
): readonly Routed[] | undefined {
    const routes = itemsOf(fieldAt(virtualService.spec, routing));
    if (routes.length === 0) {
        return undefined;
    }
    const namespace = namespaceOf(virtualService);
    const routed: Routed[] = [];
    let left: Bounds = everything;
    for (const [index, route] of routes.entries()) {
        const { wanted, always } = takenBy(route, asking, namespace);
        const calls = both(both(left, wanted), passedOn(fieldsOf(route)));
        for (const { host, port } of destinationsOf(route)) {
            routed.push({
                host: resolvedHost(host, namespace, clusterDomain),
                ...(port === undefined ? {} : { port }),
                calls,
                because: nameOfObject(virtualService),
                opaque: unread(nameOfObject(virtualService), `${routing}[${index}]`, fieldsOf(route)),
            });
        }
        const doubt = difference(wanted.possible, wanted.certain);
        left = without(left, { certain: always, possible: union(always, doubt) });
    }
    return routed;
}

/** A fault that always strikes and a redirect end the call here; under another path nothing is known of it. */
function passedOn(route: Readonly<Record<string, unknown>>): Bounds {
    const abort = fieldAt(route["fault"], "abort");
    const share = fieldAt(abort, "percentage", "value");
    if (route["redirect"] !== undefined || route["directResponse"] !== undefined || share === 100) {
        return nothing;
    }
    const isElsewhere = fieldAt(route["rewrite"], "uri") ?? fieldAt(route["rewrite"], "uriRegexRewrite");
    const isUnread = isElsewhere !== undefined || route["delegate"] !== undefined;
    return isUnread || (abort !== undefined && share === undefined) ? unknown : everything;
}

function unread(
    object: string,
    path: string,
    { delegate }: Readonly<Record<string, unknown>>,
): readonly Reason[] {
    const message = "which requests the one it delegates to sends where is not read";
    return delegate === undefined ? [] : [{ object, path: `${path}.delegate`, message }];
}

function destinationsOf(route: unknown): readonly { readonly host: string; readonly port?: number }[] {
    const destinations = itemsOf(fieldAt(route, "route")).map(fieldsOf);
    return destinations
        .filter(({ weight }) => destinations.length === 1 || weight !== 0)
        .flatMap(({ destination }) => {
            const host = textOf(fieldAt(destination, "host"));
            const port = fieldAt(destination, "port", "number");
            return host === undefined ? [] : [{ host, ...(typeof port === "number" ? { port } : {}) }];
        });
}
