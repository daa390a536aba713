import { buildRateLimits } from "./buildRateLimits";
import { type Catalogue, type DeclaredNamespace, order } from "./catalogue";
import type { Route, RouteAccess } from "./model";
import { carriesHttp } from "./rules/operations";
import type { RawCors } from "./sections/cors";
import type { RawOperation } from "./sections/operation";
import type { RawRoute } from "./sections/route";
import type { RawService } from "./sections/service";
import type { Steps } from "./shape/location";

/** A route as it is declared, with where it stands. */
export interface DeclaredRoute {
    readonly namespace: DeclaredNamespace;
    readonly raw: RawRoute;
    /** Path of the route for messages; `at("operations", 0)` of a part of it. */
    readonly at: (...steps: Steps) => string;
}

export function declaredRoutes({ namespaces }: Catalogue): readonly DeclaredRoute[] {
    return [...namespaces.values()].flatMap((namespace) => {
        const list = namespace.content.routes ?? [];
        return list.map((raw, index) => ({
            namespace,
            raw,
            at: (...steps: Steps) => namespace.at("routes", namespace.position(list, index), ...steps),
        }));
    });
}

/** Name of the service in the namespace that declares the route; absent when it is written as another's. */
export function ownServiceName({ namespace, raw }: DeclaredRoute): string | undefined {
    const [first = "", second, ...more] = raw.service.split("/");
    if (second === undefined) {
        return first;
    }
    return first === namespace.name && more.length === 0 ? second : undefined;
}

/** Whether every path of the operation lies within the route's. */
export function liesWithin(operation: RawOperation, routePath: string): boolean {
    const paths =
        operation.grpc === undefined
            ? (operation.paths ?? [])
            : operation.methods === undefined
              ? [`/${operation.grpc}/*`]
              : operation.methods.map((method) => `/${operation.grpc}/${method}`);
    return paths.length > 0 && paths.every((path) => holds(routePath, path));
}

/** Both are exact, or a prefix when they end in `/*`. */
function holds(outer: string, inner: string): boolean {
    if (!outer.endsWith("/*")) {
        return outer === inner;
    }
    return inner.replace(/\*$/, "").startsWith(outer.slice(0, -1));
}

export function servesHttp({ ports }: RawService): boolean {
    return Object.values(ports).some(({ protocol }) => carriesHttp(protocol));
}

/** What is declared, with every default filled in; sorted by public host, then path. */
export function buildRoutes(catalogue: Catalogue): readonly Route[] {
    return declaredRoutes(catalogue)
        .map(buildRoute)
        .sort((left, right) => order(left.publicHost, right.publicHost) || order(left.path, right.path));
}

function buildRoute(declared: DeclaredRoute): Route {
    const { namespace, raw } = declared;
    const name = ownServiceName(declared) ?? "";
    const known = namespace.content.services?.[name]?.operations ?? {};
    const operations = [
        ...(raw.operations ?? Object.keys(known).filter((each) => liesWithin(known[each] ?? {}, raw.path))),
    ].sort(order);
    const methods = operations.flatMap((each) => {
        const { grpc, methods: own = [] } = known[each] ?? {};
        return grpc === undefined ? own : ["POST"];
    });
    return {
        namespace: namespace.name,
        publicHost: raw.publicHost,
        path: raw.path,
        service: `${namespace.name}/${name}`,
        operations,
        access: buildAccess(raw),
        ...(raw.cors === undefined ? {} : { cors: buildCors(raw.cors, methods) }),
        rateLimits: buildRateLimits(raw.rateLimits ?? []),
        ...(raw.timeout === undefined ? {} : { timeout: raw.timeout }),
    };
}

function buildAccess({ token, authorizer, open }: RawRoute): RouteAccess {
    const { issuer, claims = {} } = typeof token === "object" ? token : { issuer: token };
    return {
        ...(issuer === undefined
            ? {}
            : {
                  token: {
                      issuer,
                      claims: Object.entries(claims)
                          .map(([claim, values]) => ({ claim, values: sorted(values) }))
                          .sort((left, right) => order(left.claim, right.claim)),
                  },
              }),
        ...(authorizer === undefined ? {} : { authorizer }),
        ...(open === undefined ? {} : { open }),
    };
}

function buildCors(raw: RawCors, methods: readonly string[]) {
    return {
        origins: sorted(raw.origins),
        methods: sorted(raw.methods ?? methods),
        headers: sorted(raw.headers),
        exposeHeaders: sorted(raw.exposeHeaders),
        credentials: raw.credentials ?? false,
        ...(raw.maxAge === undefined ? {} : { maxAge: raw.maxAge }),
    };
}

function sorted(items: readonly string[] = []): readonly string[] {
    return [...new Set(items)].sort(order);
}
