import { badHeader } from "../formats";
import { either, oneOf, section, text } from "../shape/leaves";

const simple = ["leastRequest", "roundRobin", "random"] as const;
const simpleExpected = "leastRequest, roundRobin or random";
const expected = `${simpleExpected}, or { hash: { header: x-session-id } }`;

/** Stores are plain TCP to the mesh: there is no header to hash. */
export const storeLoadBalancer = oneOf(
    simple,
    "How connections are spread. Defaults to leastRequest.",
    simpleExpected,
);

const hash = section(
    {
        hash: section(
            {
                header: text(
                    "the name of a header, such as x-session-id",
                    "Requests with the same value go to the same pod.",
                    badHeader,
                ),
            },
            "a map such as { header: x-session-id }",
            "Consistent hashing.",
        ),
    },
    expected,
    "Session affinity.",
);

export const loadBalancer = either(
    [oneOf(simple, "A simple balancer.", expected), hash],
    expected,
    "How requests are spread over the pods. Defaults to leastRequest.",
);
