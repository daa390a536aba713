import { badDate, badDuration, badHeader, badName } from "../components/graph/formats";
import { headerValue } from "../components/graph/sections/versionRoute";
import { anyList, type Content, section, text, whole } from "../components/graph/shape";

/** What a request carries that asks for a fault, unless an experiment says otherwise (CHA-03). */
export const defaultExperimentHeader = { name: "x-chaos-test", value: "true" } as const;

const percent = whole("Part of the requests with the header that meet the fault, in per cent.", {
    min: 1,
    max: 100,
    code: "bad-percent",
});

export const experiment = section(
    {
        service: text("the name of a service of this namespace", "Service whose callers meet it.", badName),
        header: section(
            {
                name: text("the name of a header", "Name of the header.", badHeader),
                value: headerValue,
            },
            `a map such as { name: x-chaos-test, value: "true" }`,
            `Header a request must carry. Defaults to { name: x-chaos-test, value: "true" }.`,
        ).optional(),
        delay: section(
            {
                fixed: text("a duration such as 100ms", "How long a request is held.", badDuration),
                percent,
            },
            "a map such as { fixed: 100ms, percent: 10 }",
            "Requests are held before they are sent.",
        ).optional(),
        abort: section(
            {
                status: whole("HTTP status of the answer.", { min: 400, max: 599, code: "bad-status" }),
                percent,
            },
            "a map such as { status: 503, percent: 5 }",
            "Requests are answered without being sent.",
        ).optional(),
        callers: anyList(
            text("a workload as namespace/name", "Workload whose requests meet it."),
            "a list such as [edge/api-gateway]",
            "Callers it is limited to. Defaults to every declared caller.",
        ).optional(),
        until: text("a date such as 2027-01-31", "Last day of the experiment.", badDate),
    },
    "an experiment such as { service: cart, abort: { status: 503, percent: 5 }, until: 2027-01-31 }",
    "A named fault for requests that ask for it by header.",
);
export type RawExperiment = Content<typeof experiment>;
