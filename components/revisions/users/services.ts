import { labels } from "../../labels";
import type { ServiceView } from "../clusterView";
import type { User } from "../use";
import { istiodIn } from "./addresses";
import type { Followed } from "./followed";
import { isOwnOf, tagLabel } from "./ownObjects";

/** What the istiod chart labels the pods of every revision with. */
const istiodPod: Readonly<Record<string, string>> = { [labels.app]: "istiod", istio: "istiod" };

/**
 * Services that lead to the istiod of one revision only and would lead nowhere without it, by a selector or as another
 * name of it. One that selects every istiod loses an endpoint and goes on. The Service of a tag is told with its tag.
 */
export function serviceUsers(services: readonly ServiceView[], followed: Followed): readonly User[] {
    return services.flatMap((each) => {
        const because = isPartOf(followed, each) ? undefined : reason(each, followed);
        return because === undefined
            ? []
            : [
                  {
                      kind: "Service",
                      ...(each.namespace === undefined ? {} : { namespace: each.namespace }),
                      name: each.name,
                      because,
                  },
              ];
    });
}

/** The revision's own Service, that of a tag of it, or that of the tag. */
function isPartOf({ revision, names }: Followed, service: ServiceView): boolean {
    const tag = service.labels[tagLabel];
    return revision === undefined
        ? tag !== undefined && names.has(tag)
        : tag !== undefined || isOwnOf(revision, service);
}

function reason(service: ServiceView, followed: Followed): string | undefined {
    const { revision } = followed;
    if (revision !== undefined && selectsIstiodOf(revision, service)) {
        return "selects its istiod";
    }
    const host = istiodIn(service.externalName, followed);
    return host === undefined ? undefined : `is another name of ${host}`;
}

function selectsIstiodOf(revision: string, { selector }: ServiceView): boolean {
    return (
        selector[labels.revision] === revision &&
        Object.entries(istiodPod).every(([key, value]) => (selector[key] ?? value) === value)
    );
}
