import type { ServiceGraph } from "../../../graph/model";
import { type AuthorizationPolicy, apiVersions } from "../../../istio/types";
import type { ArrangedGraph } from "../../arrangedGraph";
import { type CalledExternal, calledExternals, type WayOut, wayOut } from "../../externals";
import { externalObjectName } from "../../hosts";
import { metadata } from "../../metadata";
import { sortedTexts } from "../../order";
import { partyOf } from "../../parties";
import type { Target } from "../../target";
import type { GatewayPart } from "../gatewayPart";

/**
 * Who may reach which host: one ALLOW for each, with exactly its declared callers. The name asked for in the outer
 * handshake is what the gateway routes by, so allowing a caller that name allows it that host and no other.
 */
export function egressPolicies(
    { party }: GatewayPart,
    arranged: ArrangedGraph,
    _graph: ServiceGraph,
    target: Target,
): AuthorizationPolicy[] {
    const way = wayOut(arranged);
    return way?.party === party ? calledExternals(arranged).map((each) => allow(each, way, target)) : [];
}

function allow(
    { external: { host }, callers }: CalledExternal,
    { party: { gateway }, port }: WayOut,
    { trustDomain }: Target,
): AuthorizationPolicy {
    const principals = sortedTexts(callers.map((caller) => partyOf(caller, trustDomain).principal));
    return {
        apiVersion: apiVersions.AuthorizationPolicy,
        kind: "AuthorizationPolicy",
        metadata: metadata(gateway.namespace, externalObjectName(host)),
        spec: {
            selector: { matchLabels: gateway.selector },
            action: "ALLOW",
            rules: [
                {
                    from: [{ source: { principals } }],
                    to: [{ operation: { ports: [String(port)] } }],
                    when: [{ key: "connection.sni", values: [host] }],
                },
            ],
        },
    };
}
