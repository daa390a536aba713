import type { Store } from "../graph/model";

/**
 * Namespace of a store that is a Kubernetes Service of this cluster, from its host
 * `<service>.<namespace>.svc.<clusterDomain>`; undefined for any other host.
 */
export function clusterNamespaceOf(store: Store, clusterDomain: string): string | undefined {
    const suffix = `.svc.${clusterDomain}`;
    if (!store.host.endsWith(suffix)) {
        return undefined;
    }
    const labels = store.host.slice(0, -suffix.length).split(".");
    return labels.length >= 2 ? labels[labels.length - 1] : undefined;
}

/**
 * Names of the objects that stand for a store. Prefixed, because a service of the namespace may well be called
 * like the store and both have a DestinationRule.
 */
export function storeObjectName(store: Store): string {
    return `store-${store.name}`;
}

/**
 * Name of the object that stands for a host outside, without dots, which are regex metacharacters. Dots become
 * hyphens and hyphens are doubled: a label neither starts nor ends with one, so no two hosts get the same name.
 */
export function externalObjectName(host: string): string {
    return `external-${host.replaceAll("-", "--").replaceAll(".", "-")}`;
}
