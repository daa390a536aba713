import type { Catalogue } from "../catalogue";
import type { Edges } from "../edges";
import type { Report } from "../report";
import type { Rollout } from "../rollout";

/** A callee that demands mTLS can only be reached by callers that have a sidecar. */
export function checkStages(_catalogue: Catalogue, edges: Edges, rollout: Rollout, report: Report): void {
    for (const { caller, service, at } of edges.calls) {
        const from = rollout.namespaces.get(caller.namespace.name);
        const to = rollout.namespaces.get(service.namespace.name);
        if (from?.stage === "off" && (to?.stage === "audit" || to?.stage === "enforced")) {
            const message = `"${service.id}" takes mTLS only (stage ${to.stage}) and "${caller.id}" has no sidecar (stage off), so every call would fail; raise ${caller.namespace.name} to observed first`;
            report.error("caller-without-sidecar", at("service"), message);
        }
    }
}
