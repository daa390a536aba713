import { type CallSet, callsOf, difference, noCall, type Token, unionOf } from "../../components/access";
import type { Route, RouteAccess, Service, ServiceGraph } from "../../components/graph/model";
import type { Member } from "./derivedMesh";

/** A gateway as the servers behind it see it: its identity, with the token of some end user or with none. */
export interface Entrance extends Member {
    readonly gateway: string;
    readonly token: Token | "none";
}

/** Every ingress gateway with every kind of token that its routes tell apart. */
export function entrancesOf({ platform, routes }: ServiceGraph): readonly Entrance[] {
    const tokens = new Map<string, Token | "none">([["none", "none"]]);
    for (const { access } of routes) {
        const token = tokenFor(access, platform.tokens.get(access.token?.issuer ?? "")?.issuer);
        tokens.set(JSON.stringify(token), token);
    }
    return [...platform.gateways.values()]
        .filter(({ kind }) => kind === "ingress")
        .flatMap(({ name, namespace, selector, serviceAccount }) =>
            [...tokens.values()].map(
                (token): Entrance => ({
                    id: `gateway ${name} with ${JSON.stringify(token)}`,
                    gateway: name,
                    token,
                    ref: { namespace, labels: selector, serviceAccount, injected: true },
                }),
            ),
        );
}

export function isEntrance(member: Member): member is Entrance {
    return "gateway" in member;
}

/** What the graph's routes let the gateway ask of a server for somebody with this token. */
export function callsOfRoutes(graph: ServiceGraph, server: Member, { gateway, token }: Entrance): CallSet {
    const { platform, routes, services } = graph;
    const own = routes.filter(({ publicHost }) => platform.publicHosts.get(publicHost)?.gateway === gateway);
    return unionOf(
        own
            .filter(({ service }) => services.get(service)?.workload === server.id)
            .filter(({ access }) => proves(token, access, graph))
            .map((route) => callsOfRoute(route, services.get(route.service), own)),
    );
}

/** A longer route of the same host takes its paths away. */
function callsOfRoute(route: Route, service: Service | undefined, all: readonly Route[]): CallSet {
    if (service === undefined) {
        return noCall;
    }
    const longer = all.filter(
        ({ publicHost, path }) =>
            publicHost === route.publicHost && path !== route.path && isWithin(path, route.path),
    );
    const opened = service.operations
        .filter(({ name }) => route.operations.includes(name))
        .map(({ methods, paths, ports }) => {
            const targets = service.ports
                .filter(({ name }) => ports.includes(name))
                .map(({ targetPort }) => targetPort);
            return callsOf({ ports: targets, methods, paths });
        });
    return longer.length === 0
        ? unionOf(opened)
        : difference(unionOf(opened), callsOf({ paths: longer.map(({ path }) => path) }));
}

function isWithin(path: string, outer: string): boolean {
    const prefix = outer.slice(0, -1);
    return outer.endsWith("/*") && path.startsWith(prefix);
}

function tokenFor({ token }: RouteAccess, issuer: string | undefined): Token | "none" {
    if (token === undefined || issuer === undefined) {
        return "none";
    }
    const claims = Object.fromEntries(token.claims.map(({ claim, values }) => [claim, values[0] ?? ""]));
    return { issuer, subject: "ann", claims };
}

function proves(held: Token | "none", { token }: RouteAccess, { platform }: ServiceGraph): boolean {
    if (token === undefined) {
        return true;
    }
    return (
        held !== "none" &&
        held.issuer === platform.tokens.get(token.issuer)?.issuer &&
        token.claims.every(({ claim, values }) => {
            const value = held.claims?.[claim];
            return typeof value === "string" && values.includes(value);
        })
    );
}
