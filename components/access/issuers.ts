import type { Manifest } from "../istio/types";
import { type Enforcement, requestAuthenticationsFor } from "./enforcement";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "./fields";
import type { WorkloadRef } from "./workload";

/**
 * Issuers whose tokens the server verifies, sorted: those of every RequestAuthentication of the root namespace and
 * its own that selects it, because several add up. A request whose token is bad or of
 * another issuer is refused before any policy is asked, and one without a token passes (pilot/pkg/security/authn).
 */
export function issuersAt(enforcement: Enforcement, server: WorkloadRef): readonly string[] {
    const issuers = requestAuthenticationsFor(enforcement, server)
        .filter((each) => concernsWorkload(each, server))
        .flatMap(({ spec }) => itemsOf(fieldAt(spec, "jwtRules")))
        .flatMap((rule) => textOf(fieldsOf(rule)["issuer"]) ?? []);
    return [...new Set(issuers)].sort();
}

function concernsWorkload({ spec }: Manifest, { labels }: WorkloadRef): boolean {
    const targeted =
        fieldAt(spec, "targetRef") !== undefined || itemsOf(fieldAt(spec, "targetRefs")).length > 0;
    return !targeted && selects(textsByName(fieldAt(spec, "selector", "matchLabels")), labels);
}
