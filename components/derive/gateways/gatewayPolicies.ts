import { serverPorts } from "../../istio/gatewayPorts";
import {
    type AuthorizationOperation,
    type AuthorizationPolicy,
    type AuthorizationRule,
    apiVersions,
} from "../../istio/types";
import type { ArrangedGraph, RouteEdge } from "../arrangedGraph";
import { defaultDenyPolicy } from "../authorizationPolicies";
import { metadata } from "../metadata";
import { sortedTexts } from "../order";
import type { GatewayParty } from "../parties";
import { proofOf } from "../routeAccess";
import { type Opened, openedBy, pathFields } from "../routePaths";
import type { GatewayEmitter } from "./gatewayPart";
import { asAuthority, clientsOf, from, onHost, publicHostsOf } from "./publicHosts";

/**
 * What an ingress gateway lets through: each route's own host, paths and methods, with the token it demands, and
 * nothing else. It always has an ALLOW, so that a gateway without routes refuses everything.
 */
export const gatewayPolicies: GatewayEmitter = ({ party, routes }, arranged) => {
    if (party.gateway.kind !== "ingress") {
        return [];
    }
    const { name, namespace, selector } = party.gateway;
    const rules = [
        ...routes.flatMap((edge) => routeRules(edge, arranged)),
        ...redirectRules(party, arranged),
        ...passthroughRules(party, arranged),
    ];
    const object: AuthorizationPolicy = {
        apiVersion: apiVersions.AuthorizationPolicy,
        kind: "AuthorizationPolicy",
        metadata: metadata(namespace, name),
        spec: {
            selector: { matchLabels: selector },
            action: "ALLOW",
            ...(rules.length === 0 ? {} : { rules }),
        },
    };
    return [object];
};

/** Closes the gateway's namespace for whatever else runs there; several gateways share one. */
export const gatewayClosingPolicies: GatewayEmitter = ({ party }, { gateways }) => {
    const { name, namespace } = party.gateway;
    const beside = [...gateways.values()].filter(({ gateway }) => gateway.namespace === namespace);
    const [first] = sortedTexts(beside.map(({ gateway }) => gateway.name));
    return first === name ? [defaultDenyPolicy(namespace)] : [];
};

function routeRules(edge: RouteEdge, arranged: ArrangedGraph): AuthorizationRule[] {
    const { route, publicHost, gateway } = edge;
    const opened = openedBy(edge, arranged);
    if (opened.length === 0) {
        return [];
    }
    const proof = proofOf(route.access, arranged.platform);
    const rule: AuthorizationRule = {
        ...from({ ...clientsOf(publicHost), ...proof.source }),
        to: byPaths(opened).map((operation) => ({ operation: onHost(publicHost, gateway, operation) })),
        ...(proof.when.length === 0 ? {} : { when: proof.when }),
    };
    return [rule, ...preflightRules(edge, opened)];
}

/** One operation for all methods that the same paths are open to. */
function byPaths(opened: readonly Opened[]): AuthorizationOperation[] {
    const merged = new Map<string, { methods: string[]; readonly each: Opened }>();
    for (const each of opened) {
        const key = JSON.stringify(pathFields(each));
        const same = merged.get(key) ?? { methods: [], each };
        same.methods.push(...each.operation.methods);
        merged.set(key, same);
    }
    return [...merged.values()].map(({ methods, each }) => ({
        methods: sortedTexts(methods),
        ...pathFields(each),
    }));
}

/**
 * A browser asks before it sends a token, so its question cannot carry one. Only a real question from an origin of
 * the route is let through, and the CORS filter behind this one answers exactly those itself: nothing without a
 * token goes on to the service.
 */
function preflightRules(
    { route, publicHost, gateway }: RouteEdge,
    opened: readonly Opened[],
): AuthorizationRule[] {
    if (route.cors === undefined) {
        return [];
    }
    const { origins, methods } = route.cors;
    const operations = new Map<string, AuthorizationOperation>();
    for (const each of opened) {
        const operation = onHost(publicHost, gateway, { methods: ["OPTIONS"], ...pathFields(each) });
        operations.set(JSON.stringify(operation), operation);
    }
    return [
        {
            ...from(clientsOf(publicHost)),
            to: [...operations.values()].map((operation) => ({ operation })),
            when: [
                { key: "request.headers[access-control-request-method]", values: sortedTexts(methods) },
                { key: "request.headers[origin]", values: sortedTexts(origins) },
            ],
        },
    ];
}

/**
 * Port 80 answers with a redirect alone, but the filter that judges comes before the router that redirects: without
 * this a browser would see 403.
 */
function redirectRules(party: GatewayParty, arranged: ArrangedGraph): AuthorizationRule[] {
    if (party.gateway.ingress?.redirectToHttps !== true) {
        return [];
    }
    return publicHostsOf(party, arranged)
        .filter(({ servers }) => servers.some((server) => server !== "passthrough"))
        .map((host) => ({
            ...from(clientsOf(host)),
            to: [{ operation: { hosts: asAuthority(host), ports: [String(serverPorts.http)] } }],
        }));
}

/** A connection that is not opened here has no paths: the name it asks for is all that can be judged. */
function passthroughRules(party: GatewayParty, arranged: ArrangedGraph): AuthorizationRule[] {
    return publicHostsOf(party, arranged)
        .filter(({ servers }) => servers.includes("passthrough"))
        .map((host) => ({
            ...from(clientsOf(host)),
            to: [{ operation: { ports: [String(serverPorts.passthrough)] } }],
            when: [{ key: "connection.sni", values: [host.hostname] }],
        }));
}
