import type { Observability } from "../../graph/observability";
import { hostOf, names, ports } from "../../observability/names";

/** Where every proxy sends its spans. */
export interface SpanReceiver {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    /** Workload of the stack that takes them; absent on one that exists already. */
    readonly workload?: string;
    /** Namespace of its pods; absent outside the cluster. */
    readonly namespace?: string;
    /** Namespace it is known to istiod under: its own, or that of the entry this program makes for it. */
    readonly registry: string;
}

/**
 * The collector, or Jaeger itself where there is none; undefined where nobody takes spans.
 *
 * @param watched - namespaces whose Services istiod knows; for one elsewhere the stack makes an entry of its own
 */
export function spanReceiver(
    observability: Observability,
    clusterDomain: string,
    watched: ReadonlySet<string>,
): SpanReceiver | undefined {
    const { namespace, collector, jaeger } = observability;
    const [name, part] =
        collector.mode === "off"
            ? ([names.jaeger, jaeger] as const)
            : ([names.collector, collector] as const);
    if (part.mode === "off") {
        return undefined;
    }
    if (part.mode === "install") {
        const host = hostOf(name, namespace, clusterDomain);
        return { host, port: ports.otlpGrpc, tls: false, workload: name, namespace, registry: namespace };
    }
    const { host, port, tls } = part;
    const stated = "namespace" in part ? part.namespace : undefined;
    const inCluster = clusterNamespace(host, clusterDomain);
    const pods = inCluster ?? stated;
    return {
        host,
        port,
        tls,
        ...(pods === undefined ? {} : { namespace: pods }),
        registry: inCluster !== undefined && watched.has(inCluster) ? inCluster : namespace,
    };
}

function clusterNamespace(host: string, clusterDomain: string): string | undefined {
    const suffix = `.svc.${clusterDomain}`;
    return host.endsWith(suffix) ? host.slice(0, -suffix.length).split(".")[1] : undefined;
}

/** Ports of the stack's own receiver at which applications and proxies may leave spans. */
export function spanPorts({ collector }: Observability, receiver: SpanReceiver): readonly number[] {
    if (receiver.workload === undefined) {
        return [receiver.port];
    }
    const legacy = collector.mode === "install" && collector.legacyReceivers;
    return [
        ports.otlpGrpc,
        ports.otlpHttp,
        ...(legacy ? [ports.zipkin, ports.jaegerGrpc, ports.jaegerThriftHttp] : []),
    ];
}
