/** Where collectors, Prometheus, Alertmanager, Grafana, Loki, Kiali and the exporters show their numbers and health. */
const metrics = [
    "3000",
    "3100",
    "8888",
    "8889",
    "9090",
    "9093",
    "9100",
    "9121",
    "9187",
    "9308",
    "13133",
    "14269",
] as const;

/**
 * Ports that the observability stack may keep out of its proxies. Prometheus reads pods one by one, by address: the
 * certificate of a pod's proxy says which account it runs as and not which pod it is, so behind a proxy that reading
 * would be a call to nobody the mesh knows. What is read there are numbers, and a NetworkPolicy lets Prometheus alone in.
 */
export const uncapturedPorts: Readonly<Record<string, readonly string[]>> = {
    excludeInboundPorts: metrics,
    /**
     * istiod's, cert-manager's, the merged and Envoy's own of every pod; the API server's and the kubelets', which have
     * certificates of their own.
     */
    excludeOutboundPorts: [...metrics, "443", "6443", "9402", "10250", "15014", "15020", "15090"],
};
