import fc from "fast-check";
import type { External, ServiceGraph } from "../../components/graph/model";
import type { Platform } from "../../components/graph/platform";
import { externalOf, graphOf, partsOf } from "./graphs";
import { gatewayOf, platformWith } from "./platforms";

/** Hosts that are beginnings and ends of each other, that differ in a hyphen for a dot, and that are long. */
const hosts = [
    "a.example.com",
    "a-example.com",
    "a--b.example.com",
    "a-b.example.com",
    "example.com",
    "b.a.example.com",
    "search-orders-7fk3v5bexample7mz2q4x6t2a.eu-central-1.es.example.com",
    "search-orders-7fk3v5bexample7mz2q4x6t2b.eu-central-1.es.example.com",
    `${"long-label-".repeat(5)}x.${"y".repeat(60)}.${"z".repeat(60)}.example.com`,
] as const;

export const egressGateway = gatewayOf("istio-egressgateway", "egress");

/** The graph with hosts outside of every kind, called by some of its workloads, and an egress gateway. */
export function withExternals(
    graph: ServiceGraph,
    platform: Platform = platformWith(egressGateway),
): fc.Arbitrary<ServiceGraph> {
    const parts = partsOf(graph);
    const namespaces = parts.namespaces.map(({ name }) => name);
    const external = (host: string): fc.Arbitrary<External> =>
        fc
            .record({
                namespace: fc.constantFrom(...namespaces),
                port: fc.constantFrom(443, 8443),
                kind: fc.constantFrom("tls", "http", "originate"),
                caSecret: fc.boolean(),
                timeout: fc.constantFrom(undefined, "15s"),
            })
            .map(({ namespace, port, kind, caSecret, timeout }) =>
                kind === "tls"
                    ? externalOf(host, namespace, { port })
                    : externalOf(host, namespace, {
                          port: 80,
                          protocol: "http",
                          ...(timeout === undefined ? {} : { timeout }),
                          ...(kind === "http"
                              ? {}
                              : {
                                    originate: {
                                        port,
                                        subjectAltNames: [host],
                                        ...(caSecret ? { caSecret: "partner-ca" } : {}),
                                    },
                                }),
                      }),
            );
    return fc
        .subarray([...hosts], { minLength: 1 })
        .chain((chosen) => fc.tuple(...chosen.map(external)))
        .chain((externals) => {
            const pairs = parts.workloads.flatMap(({ id }) =>
                externals.map(({ host }) => ({ from: id, external: host })),
            );
            return fc
                .subarray(pairs)
                .map((externalCalls) => graphOf({ ...parts, externals, externalCalls, platform }));
        });
}
