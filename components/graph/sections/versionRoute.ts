import { badHeaderValue, badName } from "../formats";
import { type Content, mapOf, section, text } from "../shape/leaves";
import { duration } from "./duration";

/** Shared with experiments: what a request must carry, exactly. */
export const headerValue = text(
    "the exact value of the header",
    "Exact value; never a pattern.",
    badHeaderValue,
);

export const versionRoute = section(
    {
        name: text("the name of the route", "Name of the route, seen in access logs.", badName),
        headers: mapOf(
            headerValue,
            `a map such as { x-beta: "true" }`,
            "Headers the request must carry, all of them.",
            /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
        ).optional(),
        path: text(
            "a path such as /v2/*",
            "Path of the request: exact, or a prefix when it ends in /*.",
        ).optional(),
        subset: text("the name of a subset", "Where such requests go.", badName),
        timeout: duration("Where it differs from the service's own timeout.").optional(),
    },
    `a route such as { name: beta, headers: { x-beta: "true" }, subset: v2 }`,
    "Requests that go to one version because of what they carry.",
);
export type RawVersionRoute = Content<typeof versionRoute>;
