import type { Authorizer } from "../../graph/platform";
import { envoyFilter, type HttpFilter } from "../envoyFilter";
import { metadata } from "../metadata";
import { sortedTexts } from "../order";
import type { GatewayEmitter } from "./gatewayPart";

/**
 * Drops from what clients send the headers that an authorizer of the gateway answers with. ext_authz overwrites a
 * header only when the answer has it, and is not asked on other routes: a service that believes `x-user` would
 * believe the client. Before every other filter, ext_authz included, and on all HTTP ports of the gateway.
 */
export const forgedHeaders: GatewayEmitter = ({ party, routes }, { platform }) => {
    const asked = new Set(routes.flatMap(({ route }) => route.access.authorizer ?? []));
    const answered = [...asked].flatMap((name) => answeredHeaders(platform.authorizers.get(name)));
    if (answered.length === 0) {
        return [];
    }
    const { namespace, name, selector } = party.gateway;
    const insertions = [{ filter: removal(sortedTexts(answered)), place: "first" as const }];
    return [envoyFilter(metadata(namespace, `forged-headers-${name}`), selector, "GATEWAY", insertions)];
};

/** Without `authorization`: that one is the client's to send, and tokens are read from it after this. */
function answeredHeaders(authorizer: Authorizer | undefined): readonly string[] {
    return (authorizer?.forwardHeaders ?? []).filter((header) => header !== "authorization");
}

function removal(headers: readonly string[]): HttpFilter {
    return {
        name: "meshwright.forged_headers",
        typed_config: {
            "@type": "type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation",
            mutations: { request_mutations: headers.map((remove) => ({ remove })) },
        },
    };
}
