import { apiVersions, type RequestAuthentication } from "../../istio/types";
import { metadata } from "../metadata";
import { jwtRulesOf } from "../routeAccess";
import type { GatewayEmitter } from "./gatewayPart";

/**
 * One for each gateway with a route that demands a token. It selects the gateway's pods and so judges every token
 * that arrives there, on open routes as well.
 */
export const gatewayRequestAuthentications: GatewayEmitter = ({ party, routes }, { platform }) => {
    const { name, namespace, selector } = party.gateway;
    const jwtRules = jwtRulesOf(routes, platform);
    if (jwtRules.length === 0) {
        return [];
    }
    const object: RequestAuthentication = {
        apiVersion: apiVersions.RequestAuthentication,
        kind: "RequestAuthentication",
        metadata: metadata(namespace, name),
        spec: { selector: { matchLabels: selector }, jwtRules },
    };
    return [object];
};
