import { type Content, section, whole } from "../shape/leaves";
import { duration } from "./traffic";

const many = 1_000_000;

export const connectionPool = section(
    {
        maxConnections: whole("TCP connections to all pods together, per caller.", {
            min: 1,
            max: many,
        }).optional(),
        maxRequestsPerConnection: whole(
            "Requests after which a connection is closed. Defaults to no limit.",
            {
                min: 1,
                max: many,
            },
        ).optional(),
        http1MaxPendingRequests: whole(
            "Requests that may wait for a connection. Defaults to Envoy's own limit.",
            {
                min: 1,
                max: many,
            },
        ).optional(),
        maxRequests: whole(
            "Requests in flight to all pods together, per caller: what limits HTTP/2 and gRPC, where one connection carries many. Defaults to maxConnections on services with such a port.",
            { min: 1, max: many },
        ).optional(),
    },
    "a map such as { maxConnections: 100 }",
    "Limits on connections; each field overrides the profile.",
);
export type RawConnectionPool = Content<typeof connectionPool>;

export const outlierDetection = section(
    {
        consecutive5xxErrors: whole("Errors in a row after which a pod is ejected.", {
            min: 1,
            max: 1000,
        }).optional(),
        interval: duration("How often pods are judged.").optional(),
        baseEjectionTime: duration("How long a pod stays out, times how often it was ejected.").optional(),
        maxEjectionPercent: whole("Part of the pods that may be out at once, in per cent.", {
            min: 1,
            max: 80,
            code: "bad-ejection",
            advice: "above 80 an outage ejects the capacity that is left",
        }).optional(),
        minHealthPercent: whole("Below this part of healthy pods nothing is ejected, in per cent.", {
            min: 0,
            max: 100,
        }).optional(),
    },
    "a map such as { consecutive5xxErrors: 5, interval: 10s }",
    "When a failing pod is taken out; each field overrides the profile.",
);
export type RawOutlierDetection = Content<typeof outlierDetection>;

export const retryBudget = section(
    {
        percent: whole("Retries at once, in per cent of the requests in flight. Defaults to 20.", {
            min: 1,
            max: 100,
            code: "bad-retry-budget",
            advice: "to switch retries off write traffic: { retries: { attempts: 0 } }",
        }).optional(),
        minConcurrency: whole("Retries at once that are always allowed. Defaults to 3.", {
            min: 1,
            max: 10_000,
        }).optional(),
    },
    "a map such as { percent: 20, minConcurrency: 3 }",
    "How many retries each caller may have in flight; each field overrides the default.",
);
export type RawRetryBudget = Content<typeof retryBudget>;
