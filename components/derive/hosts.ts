import type { Store } from "../graph/model";
import type { GatewayParty } from "./parties";
import { shortName } from "./shortName";

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
 * Name of whatever stands for a host outside (its objects, its subset of the egress gateway, its server there),
 * without dots, which are regex metacharacters. Dots become hyphens and hyphens are doubled: a label neither starts
 * nor ends with one, so no two hosts get the same name.
 */
export function externalObjectName(host: string): string {
    return shortName(`external-${host.replaceAll("-", "--").replaceAll(".", "-")}`);
}

/** Host of the Service in front of a gateway's pods. */
export function gatewayHost({ gateway }: GatewayParty, clusterDomain: string): string {
    return `${gateway.name}.${gateway.namespace}.svc.${clusterDomain}`;
}
