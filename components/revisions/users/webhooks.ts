import { labels } from "../../labels";
import { revisionTagObjects } from "../../naming";
import type { WebhookView } from "../clusterView";
import type { User, UserKind } from "../use";
import type { Followed } from "./followed";
import { isOwnOf, tagLabel } from "./ownObjects";

/** The Service of a revision's istiod that a configuration calls, `istio-system/istiod-1-31-1`. */
export function calls({ services }: WebhookView, revision: string): string | undefined {
    return services.find((each) => each.endsWith(`/istiod-${revision}`));
}

/**
 * Webhook configurations that need a control plane: without it every write they judge is refused. The default
 * validator is one of them; the configuration of a tag is told with its tag.
 */
export function webhookUsers(webhooks: readonly WebhookView[], followed: Followed): readonly User[] {
    return webhooks.flatMap((each) => {
        const because = reason(each, followed);
        return because === undefined ? [] : [{ kind: each.kind as UserKind, name: each.name, because }];
    });
}

function reason(each: WebhookView, { revision, names }: Followed): string | undefined {
    const itsTag = each.labels[tagLabel];
    if (revision === undefined) {
        const [tag = ""] = names;
        const service = each.services.find((one) => one.endsWith(`/${revisionTagObjects(tag).service}`));
        return service === undefined || itsTag === tag ? undefined : `calls the Service ${service}`;
    }
    if (itsTag !== undefined || isOwnOf(revision, each)) {
        return undefined;
    }
    const service = calls(each, revision);
    if (service !== undefined) {
        return `calls the Service ${service}`;
    }
    return each.labels[labels.revision] === revision
        ? `is labelled ${labels.revision}=${revision}`
        : undefined;
}
