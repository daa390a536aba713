import { labels } from "../../labels";
import type { ClusterView, Labelled, Labels } from "../clusterView";

/** What is asked about: a revision with the tags that lead to it, or one tag. */
export interface Followed {
    /** Absent when a tag is asked about. */
    readonly revision?: string;
    /** Values of `istio.io/rev` that lead to it: the revision itself and its tags, or the one tag. */
    readonly names: ReadonlySet<string>;
}

/** Label and annotation by which the injector is asked for, or sent away. */
export const injectKey = "sidecar.istio.io/inject";
const injectionKey = "istio-injection";

/** `is labelled istio.io/rev=canary, a tag of it`; `undefined` when the value leads elsewhere. */
export function labelledWith(
    value: string | undefined,
    { revision, names }: Followed,
    verb = "is labelled",
): string | undefined {
    if (value === undefined || !names.has(value)) {
        return undefined;
    }
    const aTag = revision === undefined || value === revision ? "" : ", a tag of it";
    return `${verb} ${labels.revision}=${value}${aTag}`;
}

/**
 * What the labels of a namespace ask for. `istio-injection`, whatever its value, makes Istio ignore `istio.io/rev`
 * of the same namespace, and `enabled` is what the tag `default` serves.
 */
export function injectionOf(
    namespace: Labelled,
): { readonly follows?: string; readonly by: string } | "none" {
    const injection = namespace.labels[injectionKey];
    if (injection !== undefined) {
        const by = `${injectionKey}=${injection}`;
        return injection === "enabled" ? { follows: "default", by } : { by };
    }
    const revision = namespace.labels[labels.revision];
    return revision === undefined ? "none" : { follows: revision, by: `${labels.revision}=${revision}` };
}

/** Namespaces that say nothing of injection: only there pods are asked themselves. Those that were seen. */
export function silentNamespaces({ namespaces }: ClusterView): ReadonlySet<string> {
    const all = namespaces.read ? namespaces.items : [];
    return new Set(all.filter((each) => injectionOf(each) === "none").map(({ name }) => name));
}

/** Neither webhook matches a pod with this label; the annotation counts where the label is absent. */
export function isOptedOut(pod: { readonly labels: Labels; readonly annotations: Labels }): boolean {
    return (pod.labels[injectKey] ?? pod.annotations[injectKey]) === "false";
}

/**
 * Why pods with these labels and annotations follow what is asked about by themselves. Their own `istio.io/rev`
 * counts also where the namespace has a label that wins today: it decides as soon as that one goes.
 */
export function podsFollow(
    pod: { readonly labels: Labels; readonly annotations: Labels },
    followed: Followed,
    isInSilentNamespace: boolean,
): string | undefined {
    if (isOptedOut(pod)) {
        return undefined;
    }
    const own = pod.labels[labels.revision];
    if (own !== undefined) {
        return labelledWith(own, followed);
    }
    const asks = pod.labels[injectKey] === "true" && isInSilentNamespace;
    return asks && followed.names.has("default")
        ? `is labelled ${injectKey}=true, which the tag default serves`
        : undefined;
}
