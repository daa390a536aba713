import { editYaml, type Mutation, meshConfig } from "./mutation";

export const observabilityMutations: readonly Mutation[] = [
    {
        rule: "G-11",
        title: "a credential in the access log",
        ...meshConfig,
        change: editYaml("mesh", { accessLogFormat: "%REQ(AUTHORIZATION)%" }),
    },
];
