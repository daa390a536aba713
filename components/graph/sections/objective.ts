import { badDuration } from "../formats";
import { decimal, section, text } from "../shape/leaves";

/** All but a thousandth of a per cent at most: with less room a single failure would use up a month's. */
const share = (description: string) => decimal(description, { min: 50, max: 99.999, code: "bad-percent" });

export const objective = section(
    {
        availability: share(
            "Share of requests that are answered without a fault of the server, in per cent.",
        ),
        latency: section(
            {
                percent: share("Share of requests that are answered in time, in per cent."),
                within: text(
                    "a duration such as 500ms",
                    "The time, a bound of the proxies' histogram.",
                    badDuration,
                ),
            },
            "a map such as { percent: 99, within: 500ms }",
            "How fast it answers.",
        ).optional(),
    },
    "a map such as { availability: 99.9, latency: { percent: 99, within: 500ms } }",
    "What the service promises over 30 days; alerts fire when it is used up too fast.",
);
