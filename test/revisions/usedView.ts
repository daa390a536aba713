import type {
    ClusterView,
    GatewayView,
    Labelled,
    Labels,
    PodView,
    Reading,
    ServiceView,
    WebhookView,
    WorkloadView,
} from "../../components/revisions/clusterView";

/** Lists that use is told from. */
export const usedLists = [
    "namespaces",
    "pods",
    "workloads",
    "services",
    "webhooks",
    "gateways",
    "machines",
] as const;

export interface Holds {
    readonly namespaces?: readonly Labelled[];
    readonly pods?: readonly PodView[];
    readonly workloads?: readonly WorkloadView[];
    readonly services?: readonly ServiceView[];
    readonly webhooks?: readonly WebhookView[];
    readonly gateways?: readonly GatewayView[];
    readonly machines?: readonly (Labelled & { readonly template?: Labels })[];
}

/** A cluster that holds these objects, all of it readable. */
export function viewOf(holds: Holds): ClusterView {
    const reading = <Item>(items: readonly Item[] = []): Reading<Item> => ({ read: true, items });
    return {
        namespaces: reading(holds.namespaces),
        pods: reading(holds.pods),
        workloads: reading(holds.workloads),
        services: reading(holds.services),
        webhooks: reading(holds.webhooks),
        gateways: reading(holds.gateways),
        machines: reading(holds.machines),
        customResourceDefinitions: reading(),
        kubernetes: "1.36",
    };
}

export function namespace(name: string, labels: Labels = {}): Labelled {
    return { kind: "Namespace", name, labels, annotations: {} };
}

export function pod(its: Partial<PodView> = {}): PodView {
    return {
        kind: "Pod",
        namespace: "shop",
        name: "web-1",
        labels: {},
        annotations: {},
        phase: "Running",
        ending: false,
        ...its,
    };
}

export function workload(kind: string, labels: Labels, its: Partial<WorkloadView> = {}): WorkloadView {
    return {
        kind,
        namespace: "shop",
        name: "web",
        labels: {},
        annotations: {},
        template: { labels, annotations: {} },
        images: {},
        wanted: 1,
        available: 1,
        ...its,
    };
}

export function gateway(its: Partial<GatewayView> = {}): GatewayView {
    return {
        kind: "Gateway",
        namespace: "shop",
        name: "way-in",
        labels: {},
        annotations: {},
        className: "istio",
        podLabels: {},
        ...its,
    };
}

export function service(
    name: string,
    selector: Labels,
    labels: Labels = {},
    inNamespace = "istio-system",
): ServiceView {
    return { kind: "Service", namespace: inNamespace, name, labels, annotations: {}, selector };
}

export function webhook(
    kind: "Mutating" | "Validating",
    name: string,
    labels: Labels,
    ...services: readonly string[]
): WebhookView {
    return { kind: `${kind}WebhookConfiguration`, name, labels, annotations: {}, services };
}

/** A Service that is another name of a host. */
export function alias(name: string, externalName: string, labels: Labels = {}): ServiceView {
    return { ...service(name, {}, labels, "edge"), externalName };
}

/** What makes a proxy call an istiod at an address, whatever its revision is: of a pod, or of a template. */
export function calling(host: string): { readonly annotations: Labels } {
    return { annotations: { "proxy.istio.io/config": `concurrency: 2\ndiscoveryAddress: ${host}:15012\n` } };
}

/** The two objects of a tag. */
export function tagged(tag: string, revision: string): Pick<Holds, "webhooks" | "services"> {
    const labels = { "istio.io/tag": tag, "istio.io/rev": revision };
    return {
        webhooks: [
            webhook("Mutating", `istio-revision-tag-${tag}`, labels, `istio-system/istiod-${revision}`),
        ],
        services: [
            service(
                `istiod-revision-tag-${tag}`,
                { app: "istiod", "istio.io/rev": revision },
                { ...labels, app: "istiod" },
            ),
        ],
    };
}

/** What the istiod chart renders for a revision, as far as it is read. */
export function installed(revision: string): Holds {
    const labels = { app: "istiod", istio: "pilot", "istio.io/rev": revision };
    const ofPods = { ...labels, istio: "istiod", "sidecar.istio.io/inject": "false" };
    const istiod = `istiod-${revision}`;
    return {
        workloads: [workload("Deployment", ofPods, { namespace: "istio-system", name: istiod, labels })],
        pods: [
            pod({
                namespace: "istio-system",
                name: `${istiod}-5d8c9f7b6-x2x4q`,
                labels: ofPods,
                owner: { kind: "Deployment", name: istiod },
            }),
        ],
        services: [service(istiod, { app: "istiod", "istio.io/rev": revision }, labels)],
        webhooks: [
            webhook(
                "Mutating",
                `istio-sidecar-injector-${revision}`,
                { ...labels, app: "sidecar-injector" },
                `istio-system/${istiod}`,
            ),
            webhook(
                "Validating",
                `istio-validator-${revision}-istio-system`,
                labels,
                `istio-system/${istiod}`,
            ),
        ],
    };
}

export function together(...parts: readonly Holds[]): Holds {
    return {
        namespaces: parts.flatMap((each) => each.namespaces ?? []),
        pods: parts.flatMap((each) => each.pods ?? []),
        workloads: parts.flatMap((each) => each.workloads ?? []),
        services: parts.flatMap((each) => each.services ?? []),
        webhooks: parts.flatMap((each) => each.webhooks ?? []),
        gateways: parts.flatMap((each) => each.gateways ?? []),
        machines: parts.flatMap((each) => each.machines ?? []),
    };
}
