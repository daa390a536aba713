import type { Layer } from "./layers";

/** Where Envoy's filters leave what a dry run came to; istiod sets the prefix for dry-run ALLOWs. */
const shadow = (filter: "http" | "network", key: "engine_result" | "effective_policy_id") =>
    `%DYNAMIC_METADATA(envoy.filters.${filter}.rbac:istio_dry_run_allow_shadow_${key})%`;

/**
 * The access log, a field each. No header that carries a credential is in it, and the path comes without its query,
 * where tokens travel as well (LOG-08).
 */
export const accessLogFields = {
    start_time: "%START_TIME%",
    method: "%REQ(:METHOD)%",
    path: "%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%",
    protocol: "%PROTOCOL%",
    response_code: "%RESPONSE_CODE%",
    response_flags: "%RESPONSE_FLAGS%",
    response_code_details: "%RESPONSE_CODE_DETAILS%",
    /** Why a connection that carries no requests was ended: the only place that names a refusal of plain TCP. */
    connection_termination_details: "%CONNECTION_TERMINATION_DETAILS%",
    bytes_received: "%BYTES_RECEIVED%",
    bytes_sent: "%BYTES_SENT%",
    duration: "%DURATION%",
    upstream_service_time: "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%",
    x_forwarded_for: "%REQ(X-FORWARDED-FOR)%",
    user_agent: "%REQ(USER-AGENT)%",
    request_id: "%REQ(X-REQUEST-ID)%",
    correlation_id: "%REQ(X-CORRELATION-ID)%",
    /** Of which trace it is (LOG-06): the proxy has put it on the request by then, whoever began the trace. */
    traceparent: "%REQ(TRACEPARENT)%",
    authority: "%REQ(:AUTHORITY)%",
    upstream_host: "%UPSTREAM_HOST%",
    upstream_cluster: "%UPSTREAM_CLUSTER%",
    requested_server_name: "%REQUESTED_SERVER_NAME%",
    /** Whose certificate the client showed; empty on the client's own side of a call. */
    caller: "%DOWNSTREAM_PEER_URI_SAN%",
    /** Whose certificate it was shown to: which workload a line is about, whoever collects it. */
    server: "%DOWNSTREAM_LOCAL_URI_SAN%",
    /** The workload's own port, the one that policies judge. */
    port: "%DOWNSTREAM_LOCAL_PORT%",
    /** `allowed` or `denied`: what the dry run came to, on HTTP and on plain TCP. */
    shadow_http: shadow("http", "engine_result"),
    shadow_http_policy: shadow("http", "effective_policy_id"),
    shadow_tcp: shadow("network", "engine_result"),
    shadow_tcp_policy: shadow("network", "effective_policy_id"),
} as const;
export type AccessLogField = keyof typeof accessLogFields;

/** JSON to standard output. istiod wants the format as text, even where the encoding is JSON. */
export const accessLog: Layer = {
    name: "access log",
    values: {
        meshConfig: {
            accessLogFile: "/dev/stdout",
            accessLogEncoding: "JSON",
            accessLogFormat: JSON.stringify(accessLogFields),
        },
    },
};
