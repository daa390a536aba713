import { application, type Mutation, replaceText, set } from "./mutation";

export const workloadMutations: readonly Mutation[] = [
    {
        rule: "E-01",
        title: "a pod without sidecar",
        ...application,
        change: set(["spec", "template", "metadata", "annotations"], { "sidecar.istio.io/inject": "false" }),
    },
    {
        rule: "E-01",
        title: "an injector that is off",
        kind: "ConfigMap",
        name: /^istio-sidecar-injector/,
        change: replaceText("config", /policy: enabled/, "policy: disabled"),
    },
    {
        rule: "E-03",
        title: "a pod in the host's network",
        ...application,
        change: set(["spec", "template", "spec", "hostNetwork"], true),
    },
];
