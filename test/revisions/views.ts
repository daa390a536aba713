import type {
    ClusterView,
    Labels,
    PodView,
    ServiceView,
    WebhookView,
    WorkloadView,
} from "../../components/revisions/clusterView";

type Lists = { readonly [Key in Exclude<keyof ClusterView, "kubernetes">]?: ItemsOf<ClusterView[Key]> };
type ItemsOf<R> = R extends { readonly read: true; readonly items: infer Items } ? Items : never;

/** A cluster of which everything was read and nothing is there but what is given. */
export function viewOf({ kubernetes, ...lists }: Lists & { readonly kubernetes?: string } = {}): ClusterView {
    const none = { read: true, items: [] } as const;
    const read = Object.fromEntries(
        Object.entries(lists).map(([key, items]) => [key, { read: true, items }]),
    ) as Partial<ClusterView>;
    return {
        namespaces: none,
        pods: none,
        workloads: none,
        services: none,
        webhooks: none,
        gateways: none,
        machines: none,
        customResourceDefinitions: none,
        kubernetes,
        ...read,
    };
}

/** The same cluster to somebody who may not read one of its lists. */
export function unreadable(
    view: ClusterView,
    ...lists: readonly Exclude<keyof ClusterView, "kubernetes">[]
): ClusterView {
    const because = (list: string) => ({ read: false, because: `${list}: forbidden` });
    return { ...view, ...Object.fromEntries(lists.map((list) => [list, because(list)])) };
}

export function labelled(kind: string, name: string, labels: Labels = {}, namespace?: string) {
    return { kind, name, labels, annotations: {}, ...(namespace === undefined ? {} : { namespace }) };
}

/** A running pod `namespace/name` whose proxy is of this revision and version; without them it has no proxy. */
export function podView(
    id: string,
    proxy?: { readonly revision: string; readonly version?: string },
    more: Partial<PodView> = {},
): PodView {
    const [namespace = "", name = ""] = id.split("/");
    return {
        kind: "Pod",
        namespace,
        name,
        labels: {},
        annotations:
            proxy === undefined
                ? {}
                : {
                      "istio.io/rev": proxy.revision,
                      "sidecar.istio.io/status": JSON.stringify({ revision: proxy.revision }),
                  },
        phase: "Running",
        ending: false,
        ...(proxy === undefined
            ? {}
            : { proxyImage: `docker.io/istio/proxyv2:${proxy.version ?? "1.31.1"}-distroless` }),
        ...more,
    };
}

export function workloadView(kind: string, id: string, more: Partial<WorkloadView> = {}): WorkloadView {
    const [namespace = "", name = ""] = id.split("/");
    return {
        kind,
        namespace,
        name,
        labels: {},
        annotations: {},
        template: { labels: {}, annotations: {} },
        images: {},
        wanted: 1,
        available: 1,
        ...more,
    };
}

/** The Deployment of one control plane, as its chart makes it. */
export function istiodView(
    revision: string,
    version: string,
    more: Partial<WorkloadView> = {},
): WorkloadView {
    return workloadView("Deployment", `istio-system/istiod-${revision}`, {
        labels: {
            app: "istiod",
            "istio.io/rev": revision,
            "app.kubernetes.io/instance": `istiod-${revision}`,
        },
        images: { discovery: `docker.io/istio/pilot:${version}-distroless` },
        ...more,
    });
}

/** Webhook configuration and Service of a tag, as this program makes them. */
export function tagWebhookView(tag: string, revision: string): WebhookView {
    return {
        ...labelled("MutatingWebhookConfiguration", `istio-revision-tag-${tag}`, tagLabels(tag, revision)),
        services: [`istio-system/istiod-${revision}`],
    };
}

export function tagServiceView(tag: string, revision: string): ServiceView {
    return {
        ...labelled("Service", `istiod-revision-tag-${tag}`, tagLabels(tag, revision), "istio-system"),
        selector: { app: "istiod", "istio.io/rev": revision },
    };
}

export function validatorView(service: string, labels: Labels = {}): WebhookView {
    return {
        ...labelled("ValidatingWebhookConfiguration", "istiod-default-validator", labels),
        services: [`istio-system/${service}`],
    };
}

function tagLabels(tag: string, revision: string): Labels {
    return { "istio.io/tag": tag, "istio.io/rev": revision, "app.kubernetes.io/managed-by": "meshwright" };
}
