/** A host as Istio resolves it: without a dot it is a Service of the object's own namespace. */
export function resolvedHost(host: string, namespace: string, clusterDomain: string): string {
    return host.includes(".") || host === "*" ? host : `${host}.${namespace}.svc.${clusterDomain}`;
}

/** Whether a pattern (`*`, `*.example.com` or an exact host) holds the host. */
export function holdsHost(pattern: string, host: string): boolean {
    const [wanted, given] = [pattern.toLowerCase(), host.toLowerCase()];
    return wanted === "*" || wanted === given || (wanted.startsWith("*") && given.endsWith(wanted.slice(1)));
}
