import { telemetry } from "../objects";
import { added, editYaml, type Mutation, meshConfig } from "./mutation";

export const observabilityMutations: readonly Mutation[] = [
    {
        rule: "F-10",
        title: "no access log",
        ...meshConfig,
        change: editYaml("mesh", { accessLogFile: "" }),
    },
    {
        rule: "G-06",
        title: "traces that go nowhere",
        ...added({
            ...telemetry({ tracing: [{ randomSamplingPercentage: 1 }] }),
            metadata: { name: "traces", namespace: "istio-system" },
        }),
    },
    {
        rule: "G-11",
        title: "a credential in the access log",
        ...meshConfig,
        change: editYaml("mesh", { accessLogFormat: "%REQ(AUTHORIZATION)%" }),
    },
];
