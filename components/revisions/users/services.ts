import { labels } from "../../labels";
import type { ServiceView } from "../clusterView";
import type { User } from "../use";
import type { Followed } from "./followed";
import { isOwnOf, tagLabel } from "./ownObjects";

/** What the istiod chart labels the pods of every revision with. */
const istiodPod: Readonly<Record<string, string>> = { [labels.app]: "istiod", istio: "istiod" };

/**
 * Services that lead to the istiod of one revision only and would lead nowhere without it. One that selects every
 * istiod loses an endpoint and goes on. The Service of a tag is told with its tag.
 */
export function serviceUsers(services: readonly ServiceView[], { revision }: Followed): readonly User[] {
    if (revision === undefined) {
        return [];
    }
    return services
        .filter((each) => each.labels[tagLabel] === undefined && !isOwnOf(revision, each))
        .filter((each) => selectsIstiodOf(revision, each))
        .map(({ namespace, name }) => ({
            kind: "Service",
            ...(namespace === undefined ? {} : { namespace }),
            name,
            because: "selects its istiod",
        }));
}

function selectsIstiodOf(revision: string, { selector }: ServiceView): boolean {
    return (
        selector[labels.revision] === revision &&
        Object.entries(istiodPod).every(([key, value]) => (selector[key] ?? value) === value)
    );
}
