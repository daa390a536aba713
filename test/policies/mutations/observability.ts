import { telemetry } from "../objects";
import { added, editYaml, type Mutation, meshConfig, provider } from "./mutation";

export const observabilityMutations: readonly Mutation[] = [
    {
        rule: "F-10",
        title: "a Telemetry that silences the access log",
        ...added({
            ...telemetry({ accessLogging: [{ disabled: true }] }),
            metadata: { name: "quiet", namespace: "apart" },
        }),
    },
    {
        rule: "G-06",
        title: "a trace of every request",
        ...added({
            ...telemetry({ tracing: [{ randomSamplingPercentage: 100 }] }),
            metadata: { name: "traces", namespace: "apart" },
        }),
        fineIn: "dev",
    },
    {
        rule: "G-10",
        title: "spans that leave the cluster in plaintext",
        ...meshConfig,
        change: provider({ name: "spans", opentelemetry: { service: "spans.example", port: 4317 } }),
    },
    {
        rule: "G-22",
        title: "two Telemetry objects for a namespace",
        ...added(
            ...["one", "two"].map((name) => ({
                ...telemetry({ metrics: [{ reportingInterval: "10s" }] }),
                metadata: { name, namespace: "apart" },
            })),
        ),
    },
    {
        rule: "G-23",
        title: "a provider that the mesh does not have",
        ...added({
            ...telemetry({ metrics: [{ providers: [{ name: "nobody" }] }] }),
            metadata: { name: "one", namespace: "apart" },
        }),
    },
    {
        rule: "G-11",
        title: "a credential in the access log",
        ...meshConfig,
        change: editYaml("mesh", { accessLogFormat: "%REQ(AUTHORIZATION)%" }),
    },
];
