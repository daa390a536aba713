/**
 * The host a name stands for in an object of a namespace: Istio completes names without a dot and no others, so
 * `orders.core` is a host of its own and not the Service orders in core.
 */
export function fullHost(host: string, namespace: string, clusterDomain = "cluster.local"): string {
    return host.includes(".") || host.includes("*") ? host : `${host}.${namespace}.svc.${clusterDomain}`;
}

/** The Service a full host of a cluster names; undefined for every other host. */
export function serviceOf(host: string): { readonly name: string; readonly namespace: string } | undefined {
    const [, name, namespace] = /^([^.*]+)\.([^.]+)\.svc\.[^.]+(?:\.|$)/.exec(host) ?? [];
    return name === undefined || namespace === undefined ? undefined : { name, namespace };
}
