import { type Content, oneOf, section, text, whole } from "../shape/leaves";

/** The widest number that both Envoy's token bucket and the rate-limit service count in: 32 bits. */
const most = 4_294_967_295;

/** Of a service or a route. `per` has no default: a bare number means something else to every reader. */
export const rateLimit = section(
    {
        requests: whole("Requests that pass in each period; the next one is answered 429.", {
            min: 1,
            max: most,
            code: "bad-rate-limit",
            advice: "a limit of nothing is no limit but an outage: to close something, do not declare it",
        }),
        per: oneOf(["second", "minute", "hour", "day"], "The period. Has no default."),
        scope: oneOf(
            ["replica", "mesh"],
            "Who counts: each replica for itself, or the rate-limit service for all of them. Defaults to replica.",
        ).optional(),
        by: oneOf(["clientIp"], "A count for each client address, on routes only.").optional(),
        operation: text(
            "the name of an operation",
            "Operation it holds for. Defaults to all requests together.",
        ).optional(),
    },
    "a limit such as { requests: 100, per: minute }",
    "How many requests may pass.",
);
export type RawRateLimit = Content<typeof rateLimit>;
