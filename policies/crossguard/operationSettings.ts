import type { PolicyConfigSchema } from "@pulumi/policy";
import { defaultContext } from "../engine/context";

/** Settings of the rules about how a mesh runs; see `Context` for what they mean. */
export const operationSettings: Readonly<
    Record<"metricsNamespaces" | "triesBudget" | "samplingLimit", PolicyConfigSchema["properties"][string]>
> = {
    metricsNamespaces: {
        type: "array",
        items: { type: "string", minLength: 1 },
        default: [...defaultContext.metricsNamespaces],
        description: "Namespaces of the observability stack, which reads metrics past the proxies.",
    },
    triesBudget: {
        type: "integer",
        minimum: 1,
        default: defaultContext.triesBudget,
        description: "How many tries one call may come to at the end of a chain of services.",
    },
    samplingLimit: {
        type: "number",
        minimum: 0,
        maximum: 100,
        default: defaultContext.samplingLimit,
        description: "Percentage of requests that may be traced.",
    },
};
