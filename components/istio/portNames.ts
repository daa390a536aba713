/**
 * Beginnings of a port's name that Istio reads a protocol from
 * (https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/).
 */
export const protocolNames: readonly string[] = [
    "http",
    "http2",
    "https",
    "grpc",
    "grpc-web",
    "tcp",
    "tls",
    "udp",
    "mongo",
    "mysql",
    "redis",
];
