import { badHeader, badToken } from "../formats";
import { either, flag, oneOf, section, text } from "../shape/leaves";
import { duration } from "./duration";

const simple = ["leastRequest", "roundRobin", "random"] as const;
const simpleExpected = "leastRequest, roundRobin or random";
const expected = `${simpleExpected}, or { hash: { header: x-session-id } }`;

/** Stores are plain TCP to the mesh: there is no header to hash. */
export const storeLoadBalancer = oneOf(
    simple,
    "How connections are spread. Defaults to leastRequest.",
    simpleExpected,
);

const cookie = section(
    {
        name: text("the name of a cookie", "Name of the cookie.", badToken),
        ttl: duration(
            "How long the cookie lives that the proxy sets where a client has none. Defaults to the client's session.",
        ).optional(),
    },
    "a map such as { name: session, ttl: 1h }",
    "Requests with the same cookie go to the same pod.",
);

/** Exactly one of these; a rule says so, because a union could not tell which one was meant. */
const hashKey = section(
    {
        header: text(
            "the name of a header, such as x-session-id",
            "Requests with the same value go to the same pod.",
            badHeader,
        ).optional(),
        cookie: cookie.optional(),
        sourceIp: flag("Requests of the same calling pod go to the same pod.").optional(),
        query: text(
            "the name of a query parameter, such as user",
            "Requests with the same value of this query parameter go to the same pod.",
            badToken,
        ).optional(),
    },
    "a map such as { header: x-session-id }",
    "Consistent hashing, by one of header, cookie, sourceIp or query.",
);
export const hashKeys = ["header", "cookie", "sourceIp", "query"] as const;

const hash = section({ hash: hashKey }, expected, "Session affinity.");

export const loadBalancer = either(
    [oneOf(simple, "A simple balancer.", expected), hash],
    expected,
    "How requests are spread over the pods. Defaults to leastRequest.",
);
