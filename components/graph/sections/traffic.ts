import { badDuration } from "../formats";
import { type Content, list, section, text, whole } from "../shape/leaves";
import { loadBalancer } from "./loadBalancer";

export const durationExpected = "a duration such as 250ms, 30s, 5m or 1h";

export function duration(description: string) {
    return text(durationExpected, description, badDuration, /^[0-9]*[1-9][0-9]*(ms|s|m|h)$/);
}

const timeout = text(
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
    },
    "a map such as { attempts: 2, perTryTimeout: 2s }",
    "Retries of failed requests.",
);

export const traffic = section(
    { timeout: timeout.optional(), retries: retries.optional(), loadBalancer: loadBalancer.optional() },
    "a map such as { timeout: 30s }",
    "Timeout, retries and balancing.",
);
export type RawTraffic = Content<typeof traffic>;
