import type { ClusterView } from "../../components/revisions/clusterView";
import {
    istiodView,
    labelled,
    podView,
    tagServiceView,
    tagWebhookView,
    validatorView,
    viewOf,
} from "../revisions/views";

export const [old, young] = ["1-30-5", "1-31-1"] as const;
const versionOf = (revision: string) => revision.replaceAll("-", ".");

/** Where the mesh of the upgrade guide stands: what each tag points to, and whose proxy runs in which pod. */
export interface Standing {
    readonly revisions: readonly string[];
    readonly tags: Readonly<Record<"canary" | "default" | "gateways" | "stable", string>>;
    readonly pods: Readonly<Record<string, string>>;
    /** A namespace that names a revision instead of a tag. */
    readonly pinned?: string;
}

/** What a cluster shows of that, to the command of the guide. */
export function guideMesh({ revisions, tags, pods, pinned }: Standing): ClusterView {
    const each = Object.entries(tags);
    return viewOf({
        kubernetes: "1.34",
        namespaces: [
            labelled("Namespace", "istio-ingress", { "istio.io/rev": "gateways" }),
            labelled("Namespace", "shop", { "istio.io/rev": "stable" }),
            labelled("Namespace", "web", { "istio.io/rev": "canary" }),
            ...(pinned === undefined ? [] : [labelled("Namespace", "legacy", { "istio.io/rev": pinned })]),
        ],
        workloads: revisions.map((revision) =>
            istiodView(revision, versionOf(revision), { wanted: 1, available: 1 }),
        ),
        webhooks: [
            ...each.map(([tag, revision]) => tagWebhookView(tag, revision)),
            validatorView(`istiod-${tags.default}`, { "istio.io/rev": tags.default }),
        ],
        services: each.map(([tag, revision]) => tagServiceView(tag, revision)),
        pods: Object.entries(pods).map(([id, revision]) =>
            podView(id, { revision, version: versionOf(revision) }),
        ),
        customResourceDefinitions: [
            labelled("CustomResourceDefinition", "sidecars.networking.istio.io", {
                "app.kubernetes.io/version": versionOf(revisions.at(-1) ?? ""),
            }),
        ],
    });
}

const everywhere = (revision: string) => ({
    canary: revision,
    default: revision,
    gateways: revision,
    stable: revision,
});
const podsOn = (revision: string) => ({
    "istio-ingress/istio-ingressgateway": revision,
    "shop/orders": revision,
    "shop/payments": revision,
    "web/front": revision,
});

/** The mesh at the places where the guide shows it. */
export const installed: Standing = { revisions: [old, young], tags: everywhere(old), pods: podsOn(old) };
export const leftBehind: Standing = {
    revisions: [old, young],
    tags: everywhere(young),
    pods: { ...podsOn(young), "legacy/billing": old },
    pinned: old,
};
export const done: Standing = { revisions: [young], tags: everywhere(young), pods: podsOn(young) };
