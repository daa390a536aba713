import type { Service, VersionRoute } from "../graph/model";
import type { HttpMatch, HttpRoute, StringMatch } from "../istio/types";
import { destination } from "./destinations";

/**
 * The route once for each version that is chosen by what a request carries, to be put before it: Istio takes the
 * first route that matches. Not mirrored: who asks for a version by name is not what a copy is compared with.
 *
 * @param patience - `kept` where the timeout of the route is the caller's own and no version changes it
 */
export function versionRoutes(
    service: Service,
    port: number | undefined,
    base: HttpRoute,
    patience?: "kept",
): HttpRoute[] {
    const { mirrors: _mirrors, match: matches = [{}], ...rest } = base;
    return (service.versionRoutes ?? []).flatMap((version) => {
        const match = matches.flatMap((each) => narrowed(each, version) ?? []);
        const timeout = patience === "kept" ? undefined : version.timeout;
        return match.length === 0
            ? []
            : [
                  {
                      ...rest,
                      name: `${base.name}/version-${version.name}`,
                      match,
                      route: [{ destination: destination(service, port, version.subset) }],
                      ...(timeout === undefined ? {} : { timeout }),
                  },
              ];
    });
}

/** What both match, or nothing when no request can be both. */
function narrowed(match: HttpMatch, { headers, path }: VersionRoute): HttpMatch | undefined {
    const uri = path === undefined ? match.uri : narrower(match.uri, uriMatch(path));
    if (path !== undefined && uri === undefined) {
        return undefined;
    }
    const all = Object.entries(headers).map(([name, exact]) => [name, { exact }] as const);
    return {
        ...match,
        ...(uri === undefined ? {} : { uri }),
        ...(all.length === 0 ? {} : { headers: { ...match.headers, ...Object.fromEntries(all) } }),
    };
}

/** A prefix keeps its last slash: `/v2/*` is everything below `/v2`, as in an AuthorizationPolicy, and not `/v20`. */
export function uriMatch(path: string): StringMatch {
    return path.endsWith("/*") ? { prefix: path.slice(0, -1) } : { exact: path };
}

function narrower(left: StringMatch | undefined, right: StringMatch): StringMatch | undefined {
    if (left === undefined || holds(left, right)) {
        return right;
    }
    return holds(right, left) ? left : undefined;
}

function holds(outer: StringMatch, inner: StringMatch): boolean {
    const text = "exact" in inner ? inner.exact : "prefix" in inner ? inner.prefix : undefined;
    if (text === undefined) {
        return false;
    }
    return "prefix" in outer
        ? text.startsWith(outer.prefix)
        : "exact" in outer && "exact" in inner && outer.exact === text;
}
