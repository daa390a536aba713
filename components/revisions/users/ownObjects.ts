import { labels } from "../../labels";
import type { Labelled } from "../clusterView";

/** On the webhook configuration and the Service of a tag: the tag's name. */
export const tagLabel = "istio.io/tag";

/**
 * Whether an object is the revision's own: what its istiod chart renders, told by the name the chart gives it and
 * by its labels together. The label `istio.io/rev` alone proves nothing, because users carry it as well; the name
 * alone neither, because `istiod-1-31-0` also begins the pods of a revision `1-31-0-b`.
 */
export function isOwnOf(revision: string, { kind, name, labels: its }: Labelled): boolean {
    if (its[labels.revision] !== revision || its[tagLabel] !== undefined) {
        return false;
    }
    const istiod = `istiod-${revision}`;
    switch (kind) {
        case "Deployment":
        case "Service":
            return name === istiod && its[labels.app] === "istiod";
        case "Pod":
            return name.startsWith(`${istiod}-`) && its[labels.app] === "istiod";
        case "MutatingWebhookConfiguration":
            // Outside istio-system the chart adds the namespace.
            return isCalled(name, `istio-sidecar-injector-${revision}`);
        case "ValidatingWebhookConfiguration":
            return isCalled(name, `istio-validator-${revision}`);
        default:
            return false;
    }
}

function isCalled(name: string, start: string): boolean {
    return name === start || name.startsWith(`${start}-`);
}
