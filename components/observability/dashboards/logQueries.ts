/**
 * LogQL over the access logs of proxies. Streams are told apart by Loki's index labels; the status stands beside each
 * line, and what is rarer is read from the line, whose fields are those of `accessLogFields`.
 */

/** What a policy refused, or would have refused, over HTTP and over plain TCP. */
export function securityEvents(namespace: string): string {
    const refused = [
        'response_code_details=~"rbac_access_denied.*"',
        'connection_termination_details=~"rbac_access_denied.*"',
        'shadow_http="denied"',
        'shadow_tcp="denied"',
    ];
    return `{k8s_namespace_name=~"${namespace}", k8s_container_name="istio-proxy"} | json | ${refused.join(" or ")}`;
}

/**
 * Requests that failed, as the workload's own proxy logged them, those it made and those it got.
 *
 * @param service - as its spans and its lines name it: `app.namespace`
 */
export function failedRequests(service: string): string {
    return `{service_name="${service}", k8s_container_name="istio-proxy"} | response_code >= 400 or response_code = 0`;
}
