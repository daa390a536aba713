import type { ObservabilityContext } from "../context";
import type { Link } from "./dashboard";

/** Where else to look, on top of every dashboard: what to do about an alert, then the other user interfaces. */
export function runbookLinks({ observability: { runbooks, links } }: ObservabilityContext): readonly Link[] {
    return [
        { title: "Runbooks", url: runbooks },
        ...(links.jaeger === undefined ? [] : [{ title: "Jaeger", url: links.jaeger }]),
        ...(links.prometheus === undefined
            ? []
            : [{ title: "Prometheus", url: `${links.prometheus}/alerts` }]),
    ];
}
