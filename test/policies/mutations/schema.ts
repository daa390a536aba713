import type { Props } from "../crossguard";
import { added, type Mutation, set } from "./mutation";

export const schemaMutations: readonly Mutation[] = [
    {
        rule: "V-01",
        title: "a field that does not exist",
        kind: "PeerAuthentication",
        change: set(["spec", "portLevelMTLS"], { "80": { mode: "STRICT" } }),
    },
    {
        rule: "V-02",
        title: "a number that is a text",
        kind: "DestinationRule",
        where: ({ spec }) =>
            (spec as { trafficPolicy?: Props } | undefined)?.trafficPolicy?.["outlierDetection"] !==
            undefined,
        change: set(["spec", "trafficPolicy", "connectionPool"], { tcp: { maxConnections: "100" } }),
    },
    {
        rule: "V-03",
        title: "a percentage above 100",
        kind: "Telemetry",
        change: set(["spec", "tracing", 0, "randomSamplingPercentage"], 101),
    },
    {
        rule: "V-04",
        title: "a filter that is neither Wasm nor Lua",
        ...added({
            apiVersion: "extensions.istio.io/v1alpha1",
            kind: "TrafficExtension",
            metadata: { name: "filter", namespace: "core" },
            spec: { phase: "AUTHN" },
        }),
    },
];
