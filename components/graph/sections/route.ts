import { badPath } from "../httpPath";
import { anyList, type Content, either, list, mapOf, section, text } from "../shape/leaves";
import { badClaimValue } from "../tokenFormats";
import { operationNames } from "./accepts";
import { cors } from "./cors";
import { duration } from "./duration";
import { rateLimit } from "./rateLimit";

const tokenExpected = "the name of a token issuer, or { issuer: hwa, claims: { role: [admin] } }";

const token = either(
    [
        text(tokenExpected, "Any valid token of this issuer."),
        section(
            {
                issuer: text("the name of a token issuer", "Issuer, as the stack declares it."),
                claims: mapOf(
                    list(
                        text("the value of a claim", "A value that will do.", badClaimValue),
                        "a list of values such as [admin]",
                        "Any of these values.",
                    ),
                    "a map such as { role: [admin] }",
                    "Claims the token must have, all of them.",
                ).optional(),
            },
            tokenExpected,
            "A valid token of this issuer with these claims.",
        ),
    ],
    tokenExpected,
    "Token of an end user that a request must carry.",
);

export const route = section(
    {
        publicHost: text(
            "the name of a public host",
            "Host the route is on, by the name the stack gives it in publicHosts.",
        ),
        path: text(
            `a path such as "/orders" or "/orders/*"`,
            "Exact, or a prefix when it ends in `/*`; the longest path of a host that fits wins.",
            badPath,
            /^\/[^*?#{}%]*\*?$/,
        ),
        service: text("the name of a service of this namespace", "Service that answers."),
        operations: operationNames.optional(),
        token: token.optional(),
        authorizer: text(
            "the name of an authorizer",
            "Service that is asked about each request as well.",
        ).optional(),
        open: text(
            "the reason why anyone may use it",
            "Instead of a token or an authorizer: why anyone may use it.",
        ).optional(),
        cors: cors.optional(),
        rateLimits: anyList(
            rateLimit,
            "a list such as [{ requests: 100, per: minute, by: clientIp }]",
            "How many requests may pass.",
        ).optional(),
        timeout: duration(
            "How long a request from outside may take. Defaults to the service's own.",
        ).optional(),
    },
    "a route such as { publicHost: api, path: /orders/*, service: orders-service, token: hwa }",
    "A way in: requests for this path of a public host go to a service of this namespace.",
);
export type RawRoute = Content<typeof route>;
