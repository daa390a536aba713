import { labels } from "../labels";
import type { Labels } from "./clusterView";

const injection = "istio-injection";
/** Label of a pod by which the injector is asked for, or sent away. */
export const injectKey = "sidecar.istio.io/inject";

/**
 * The tag or revision whose webhook would inject a pod that starts now, by the labels of its namespace and its own;
 * nothing where no webhook would. The order is that of the webhooks' selectors: `istio-injection` on the namespace
 * hides every `istio.io/rev`, and the pod's label counts only where the namespace has neither.
 */
export function followedBy(namespace: Labels, pod: Labels): string | undefined {
    if (pod[injectKey] === "false") {
        return undefined;
    }
    if (namespace[injection] !== undefined) {
        return namespace[injection] === "enabled" ? "default" : undefined;
    }
    return (
        namespace[labels.revision] ??
        pod[labels.revision] ??
        (pod[injectKey] === "true" ? "default" : undefined)
    );
}
