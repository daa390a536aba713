import type { Labelled } from "../clusterView";
import type { User } from "../use";
import { type Followed, injectionOf, labelledWith } from "./followed";

/** Namespaces whose new pods get a proxy of it. */
export function namespaceUsers(namespaces: readonly Labelled[], followed: Followed): readonly User[] {
    return namespaces.flatMap((each) => {
        const because = reason(each, followed);
        return because === undefined ? [] : [{ kind: "Namespace", name: each.name, because }];
    });
}

function reason(namespace: Labelled, followed: Followed): string | undefined {
    const injection = injectionOf(namespace);
    if (injection === "none" || injection.follows === undefined || !followed.names.has(injection.follows)) {
        return undefined;
    }
    return injection.by.startsWith("istio-injection")
        ? `is labelled ${injection.by}, which the tag default serves`
        : labelledWith(injection.follows, followed);
}
