/**
 * Ports that the observability stack may keep out of its proxies. Prometheus reads pods one by one, by address: the
 * certificate of a pod's proxy says which account it runs as and not which pod it is, so behind a proxy that reading
 * would be a call to nobody the mesh knows. What is read there are numbers, and a NetworkPolicy lets Prometheus alone in.
 */
export const uncapturedPorts: Readonly<Record<string, readonly string[]>> = {
    /** Metrics of collectors and of what they count, of Prometheus, Alertmanager, Grafana, Loki, Kiali and the exporters. */
    excludeInboundPorts: [
        "8888",
        "8889",
        "9090",
        "9093",
        "3000",
        "3100",
        "9100",
        "9121",
        "9187",
        "9308",
        "14269",
        "13133",
    ],
    /** The same, then istiod, the merged metrics of pods, and the API server, which has a certificate of its own. */
    excludeOutboundPorts: [
        "8888",
        "8889",
        "9090",
        "9093",
        "3000",
        "3100",
        "9100",
        "9121",
        "9187",
        "9308",
        "14269",
        "13133",
        "15014",
        "15020",
        "15090",
        "443",
        "6443",
    ],
};
