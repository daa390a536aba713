import { badLabelValue, labelPattern } from "../formats";
import { anyList, type Content, flag, mapOf, nothingDerives, oneOf, section, text } from "../shape/leaves";
import { accepts } from "./accepts";
import { objective as slo } from "./objective";
import { operation } from "./operation";
import { port } from "./port";
import { rateLimit } from "./rateLimit";
import { connectionPool, outlierDetection, retryBudget } from "./resilience";
import { traffic } from "./traffic";

const subset = section(
    { version: text("the value of the version label", "Value of the pods' `version` label.", badLabelValue) },
    "a subset such as { version: v1 }",
    "Pods of one version.",
);

export const profileNames = ["strict", "moderate", "lenient", "store"] as const;

export const service = section(
    {
        workload: text("the name of a workload of this namespace", "Workload that serves it."),
        headless: flag("Callers reach pods directly instead of one address. Defaults to false.").optional(),
        ports: mapOf(
            port,
            "a map such as { http: { port: 80, targetPort: 8080, protocol: http } }",
            "Ports by name.",
            labelPattern,
        ),
        operations: mapOf(
            operation,
            "a map such as { query: { methods: [GET], paths: [/query] } }",
            "What can be asked of an HTTP or gRPC service, by name.",
            labelPattern,
        ).optional(),
        accepts: accepts.optional(),
        profile: oneOf(
            profileNames,
            "Preset of connection limits and ejection. Defaults to moderate.",
        ).optional(),
        subsets: mapOf(
            subset,
            "a map such as { v1: { version: v1 } }",
            "Versions that traffic can be told apart by.",
            labelPattern,
        ).optional(),
        traffic: traffic.optional(),
        connectionPool: connectionPool.optional(),
        outlierDetection: outlierDetection.optional(),
        rateLimits: anyList(
            rateLimit,
            "a list such as [{ requests: 500, per: minute }]",
            "How many requests the service lets in.",
        ).optional(),
        retryBudget: retryBudget.optional(),
        slo: slo.optional(),
    },
    "a service such as { workload: cart, ports: { http: { port: 80, protocol: http } } }",
    "A service of the namespace.",
    nothingDerives("jwt", "mirror"),
);
export type RawService = Content<typeof service>;
