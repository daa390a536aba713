import type { TelemetrySpec } from "../../istio/telemetryTypes";

type Overrides = NonNullable<NonNullable<TelemetrySpec["metrics"]>[number]["overrides"]>;

const everywhere = "CLIENT_AND_SERVER";
const removed = { operation: "REMOVE" } as const;
const lessReasons = { grpc_response_status: removed, response_flags: removed };

/**
 * What is counted beside Istio's own choice, and what is not (MET-07, MET-08, MET-15).
 *
 * - Requests by method: one more label on one counter.
 * - Messages within gRPC streams: nobody asks for them; two counters for every pair of callers and callees less.
 * - Sizes at the caller: the callee's proxy counts the same bytes. Twenty buckets each for every pair less.
 * - Why a request failed, on histograms: the counter tells it, and a histogram has twenty series for each answer.
 */
export const metricOverrides: Overrides = [
    {
        match: { metric: "REQUEST_COUNT", mode: everywhere },
        tagOverrides: { request_method: { value: "request.method" } },
    },
    { match: { metric: "GRPC_REQUEST_MESSAGES", mode: everywhere }, disabled: true },
    { match: { metric: "GRPC_RESPONSE_MESSAGES", mode: everywhere }, disabled: true },
    { match: { metric: "REQUEST_SIZE", mode: "CLIENT" }, disabled: true },
    { match: { metric: "RESPONSE_SIZE", mode: "CLIENT" }, disabled: true },
    { match: { metric: "REQUEST_DURATION", mode: everywhere }, tagOverrides: lessReasons },
    { match: { metric: "REQUEST_SIZE", mode: "SERVER" }, tagOverrides: lessReasons },
    { match: { metric: "RESPONSE_SIZE", mode: "SERVER" }, tagOverrides: lessReasons },
];
