import { type AuthorizationPolicy, type AuthorizationRule, apiVersions } from "../../istio/types";
import type { ArrangedGraph, RouteEdge } from "../arrangedGraph";
import { metadata } from "../metadata";
import { sortedTexts } from "../order";
import { openedBy, pathFields } from "../routePaths";
import { authorizerProviderName } from "./authorizerProviders";
import type { GatewayEmitter } from "./gatewayPart";
import { onHost } from "./publicHosts";

/**
 * Who else is asked about a route's requests. A CUSTOM policy can only refuse: the ALLOW must still match. It
 * covers exactly what the ALLOW opens, so a preflight, which no authorizer could answer, is not asked about. Ports
 * are named because istiod drops every other condition of a CUSTOM rule where it meets plain TCP.
 */
export const authorizerPolicies: GatewayEmitter = ({ party, routes }, arranged) => {
    const { name, namespace, selector } = party.gateway;
    const asked = sortedTexts(routes.flatMap(({ route }) => route.access.authorizer ?? []));
    return asked.map((authorizer): AuthorizationPolicy => {
        const rules = routes
            .filter(({ route }) => route.access.authorizer === authorizer)
            .flatMap((edge) => rulesOf(edge, arranged));
        return {
            apiVersion: apiVersions.AuthorizationPolicy,
            kind: "AuthorizationPolicy",
            metadata: metadata(namespace, `${name}-asks-${authorizer}`),
            spec: {
                selector: { matchLabels: selector },
                action: "CUSTOM",
                provider: { name: authorizerProviderName(authorizer) },
                ...(rules.length === 0 ? {} : { rules }),
            },
        };
    });
};

function rulesOf(edge: RouteEdge, arranged: ArrangedGraph): AuthorizationRule[] {
    const to = openedBy(edge, arranged).map((opened) => ({
        operation: onHost(edge.publicHost, edge.gateway, {
            methods: opened.operation.methods,
            ...pathFields(opened),
        }),
    }));
    return to.length === 0 ? [] : [{ to }];
}
