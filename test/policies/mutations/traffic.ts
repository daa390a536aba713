import { isUndated, type Mutation, meshConfig, replaceText, set } from "./mutation";

export const trafficMutations: readonly Mutation[] = [
    {
        rule: "D-01",
        title: "ALLOW_ANY for the mesh",
        ...meshConfig,
        change: replaceText("mesh", /REGISTRY_ONLY/, "ALLOW_ANY"),
    },
    {
        rule: "D-01",
        title: "ALLOW_ANY in a Sidecar",
        kind: "Sidecar",
        where: isUndated,
        change: set(["spec", "outboundTrafficPolicy", "mode"], "ALLOW_ANY"),
    },
    {
        rule: "D-08",
        title: "DISABLE towards a subset",
        kind: "DestinationRule",
        change: set(["spec", "subsets"], [{ name: "x", trafficPolicy: { tls: { mode: "DISABLE" } } }]),
    },
    {
        rule: "D-11",
        title: "an unverified certificate",
        kind: "DestinationRule",
        change: set(["spec", "trafficPolicy", "tls"], { mode: "ISTIO_MUTUAL", insecureSkipVerify: true }),
    },
];
