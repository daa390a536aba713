import { apiVersions, type RequestAuthentication } from "../istio/types";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { metadata } from "./metadata";
import { jwtRulesOf } from "./routeAccess";

/**
 * For each workload behind a route that demands a token: its proxy judges the token once more, so that the
 * gateway's word alone opens nothing. There is no dry run of this kind, so in the audit stage too a token that is
 * invalid, or of an issuer no route names, is refused with 401; a request without one goes on to the policies.
 */
export function requestAuthentications(
    part: NamespacePart,
    arranged: ArrangedGraph,
): RequestAuthentication[] {
    const { stage } = part.namespace;
    if (stage !== "enforced" && stage !== "audit") {
        return [];
    }
    return part.workloads.flatMap((workload) => {
        const jwtRules = jwtRulesOf(arranged.routesInto.get(workload.id) ?? [], arranged.platform);
        return jwtRules.length === 0
            ? []
            : [
                  {
                      apiVersion: apiVersions.RequestAuthentication,
                      kind: "RequestAuthentication",
                      metadata: metadata(workload.namespace, workload.name),
                      spec: { selector: { matchLabels: workload.selector }, jwtRules },
                  },
              ];
    });
}
