import type { CollectorSettings, Components } from "./settings";

/** Names of the receivers that take spans in. */
export function spanReceivers({ tier, legacyReceivers }: CollectorSettings): readonly string[] {
    return tier !== "traces" && legacyReceivers ? ["otlp", "jaeger", "zipkin"] : ["otlp"];
}

/**
 * OTLP for all (OTL-07), and on request what older clients speak. Jaeger's UDP protocols are not among them: the agent
 * they were for is gone, and UDP passes the proxies by, without an identity and without encryption (TRC-08).
 */
export function receivers(settings: CollectorSettings): Components {
    const { host, ports } = settings.listen;
    const at = (port: number) => ({ endpoint: `${host}:${port}` });
    const all: Components = {
        otlp: { protocols: { grpc: at(ports.otlpGrpc), http: at(ports.otlpHttp) } },
        jaeger: { protocols: { grpc: at(ports.jaegerGrpc), thrift_http: at(ports.jaegerThriftHttp) } },
        zipkin: at(ports.zipkin),
    };
    return Object.fromEntries(spanReceivers(settings).map((name) => [name, all[name] ?? {}]));
}
