import type {
    GatewayView,
    Labelled,
    Labels,
    PodView,
    ServiceView,
    WebhookView,
} from "../revisions/clusterView";
import { podOwner } from "../revisions/podOwner";
import { proxyEnv, proxyIn } from "./proxyContainer";
import type { RawMetadata, RawObject } from "./rawObject";

/** Objects of a list do not say their kind. */
export function labelled(kind: string, { metadata = {} }: { readonly metadata?: RawMetadata }): Labelled {
    return {
        kind,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        name: metadata.name ?? "",
        labels: metadata.labels ?? {},
        annotations: metadata.annotations ?? {},
    };
}

export function pod(object: RawObject): PodView {
    const proxy = proxyIn(object.spec);
    const owner = ownerOf(object.metadata);
    return {
        ...labelled("Pod", object),
        phase: object.status?.phase ?? "Unknown",
        ending: object.metadata?.deletionTimestamp !== undefined,
        ...(owner === undefined ? {} : { owner }),
        ...(proxy?.image === undefined ? {} : { proxyImage: proxy.image }),
        ...proxyEnv(object.spec),
    };
}

function ownerOf({ ownerReferences = [], labels = {} }: RawMetadata = {}): PodView["owner"] {
    const owner = ownerReferences.find(({ controller }) => controller === true);
    return owner === undefined ? undefined : podOwner({ kind: owner.kind, name: owner.name }, labels);
}

export function service(object: RawObject): ServiceView {
    const { type, selector = {}, externalName } = object.spec ?? {};
    return {
        ...labelled("Service", object),
        selector,
        // Kubernetes keeps the name, and does not go by it, where the type is another.
        ...(type === "ExternalName" && externalName !== undefined ? { externalName } : {}),
    };
}

export function webhook(kind: string, object: RawObject): WebhookView {
    const called = (object.webhooks ?? []).flatMap(({ clientConfig = {} }) => {
        const { service: one, url } = clientConfig;
        return one === undefined ? serviceOf(url) : [`${one.namespace}/${one.name}`];
    });
    return { ...labelled(kind, object), services: [...new Set(called)] };
}

/** A webhook may call a Service by its address as well: `https://istiod-1-31-1.istio-system.svc:443/inject`. */
function serviceOf(url: string | undefined): readonly string[] {
    const found = /^https:\/\/([^./]+)\.([^./:]+)\.svc\b/.exec(url ?? "");
    return found === null ? [] : [`${found[2]}/${found[1]}`];
}

export function gateway(object: RawObject): GatewayView {
    return {
        ...labelled("Gateway", object),
        className: object.spec?.gatewayClassName ?? "",
        podLabels: object.spec?.infrastructure?.labels ?? {},
    };
}

export function machine(kind: string, object: RawObject): Labelled & { readonly template?: Labels } {
    const template = kind === "WorkloadGroup" ? object.spec?.metadata?.labels : object.spec?.labels;
    return { ...labelled(kind, object), ...(template === undefined ? {} : { template }) };
}
