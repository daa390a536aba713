import { badDuration } from "../formats";
import { anyList, type Content, list, section, text, whole } from "../shape/leaves";
import { duration, durationExpected } from "./duration";
import { loadBalancer } from "./loadBalancer";
import { locality } from "./locality";
import { versionRoute } from "./versionRoute";

export { duration, durationExpected } from "./duration";

export const timeout = text(
    `${durationExpected}, or none`,
    "How long a request may take, retries included; `none` for streams. Defaults to 15s.",
    (value) => (value === "none" ? undefined : badDuration(value)),
    /^([0-9]*[1-9][0-9]*(ms|s|m|h)|none)$/,
);

const retries = section(
    {
        attempts: whole("Retries after the first try; 0 switches them off. Defaults to 2.", {
            min: 0,
            max: 10,
            code: "bad-attempts",
            advice: "more retries than that turn a slow service into a dead one",
        }).optional(),
        perTryTimeout: duration("How long one try may take. Defaults to the whole timeout.").optional(),
        on: list(
            text("the name of a retry condition", "One of Envoy's retry conditions."),
            "a list such as [5xx, reset, connect-failure]",
            "When to try again. Defaults to connect-failure, refused-stream, unavailable, cancelled: nothing that may have had an effect.",
        ).optional(),
        backoff: duration(
            "Base of the pause between tries, which grows exponentially to ten times itself. Defaults to 25ms.",
        ).optional(),
    },
    "a map such as { attempts: 2, perTryTimeout: 2s }",
    "Retries of failed requests.",
);

export const traffic = section(
    {
        timeout: timeout.optional(),
        retries: retries.optional(),
        loadBalancer: loadBalancer.optional(),
        locality: locality.optional(),
        versions: anyList(
            versionRoute,
            `a list such as [{ name: beta, headers: { x-beta: "true" }, subset: v2 }]`,
            "Requests that go to one version because of what they carry; the first that fits decides, before any weights.",
        ).optional(),
    },
    "a map such as { timeout: 30s }",
    "Timeout, retries, balancing and versions.",
);
export type RawTraffic = Content<typeof traffic>;
