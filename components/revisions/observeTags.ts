import { labels } from "../labels";
import type { ClusterView, Labels, WebhookView } from "./clusterView";
import type { ObservedMesh, ObservedTag } from "./observed";

const tagLabel = "istio.io/tag";

/**
 * Tags by name, told as istiod tells them: by the labels `istio.io/tag` and `istio.io/rev`, whatever the object is
 * called. A Service that could not be read, or that is of an Istio before 1.28, is not held against the tag.
 */
export function observeTags({
    webhooks,
    services,
}: Pick<ClusterView, "webhooks" | "services">): ObservedMesh["tags"] {
    if (!webhooks.read) {
        return undefined;
    }
    const tags = new Map<string, ObservedTag>();
    for (const { kind, labels: own } of webhooks.items) {
        const [tag, revision] = [own[tagLabel], own[labels.revision]];
        if (kind === "MutatingWebhookConfiguration" && tag !== undefined && revision !== undefined) {
            tags.set(tag, { revision, webhook: true, service: !services.read, ...originOf(own) });
        }
    }
    for (const { labels: own, selector } of services.read ? services.items : []) {
        const tag = own[tagLabel];
        const revision = selector[labels.revision] ?? own[labels.revision];
        if (tag !== undefined && revision !== undefined) {
            const known = tags.get(tag);
            tags.set(
                tag,
                known === undefined
                    ? { revision, webhook: false, service: true, ...originOf(own) }
                    : { ...known, service: known.revision === revision },
            );
        }
    }
    return tags;
}

function originOf(own: Labels): Pick<ObservedTag, "foreign"> {
    return own[labels.managedBy] === labels.managedByValue ? {} : { foreign: true };
}

/** What judges every Istio object without a revision label: the one validator of this name, and whom it calls. */
export function observeValidator({ webhooks }: Pick<ClusterView, "webhooks">): ObservedMesh["validator"] {
    if (!webhooks.read) {
        return "unknown";
    }
    const validator = webhooks.items.find(
        ({ kind, name }) => kind === "ValidatingWebhookConfiguration" && name === "istiod-default-validator",
    );
    return validator === undefined ? "none" : calledRevision(validator);
}

/** `istio-system/istiod-1-31-1`: the Service says it, not the label, because the Service is what is called. */
function calledRevision({ services, labels: own }: WebhookView): ObservedMesh["validator"] {
    const service = services[0]?.split("/")[1];
    if (service === "istiod") {
        return { revision: "default" };
    }
    const revision = service?.startsWith("istiod-") ? service.slice("istiod-".length) : own[labels.revision];
    return revision === undefined || revision === "" ? "unknown" : { revision };
}
