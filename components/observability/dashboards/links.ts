import type { ObservabilityContext } from "../context";
import type { Link } from "./dashboard";

/** Where else to look, on top of every dashboard: what to do about an alert, then the other user interfaces. */
export function runbookLinks({ observability: { runbooks, links } }: ObservabilityContext): readonly Link[] {
    return [
        ...(isAddress(runbooks) ? [{ title: "Runbooks", url: runbooks }] : []),
        ...(links.jaeger === undefined ? [] : [{ title: "Jaeger", url: links.jaeger }]),
        ...(links.prometheus === undefined
            ? []
            : [{ title: "Prometheus", url: `${links.prometheus}/alerts` }]),
    ];
}

/** In Markdown: a link where browsers can follow it, else where in the repository to look. */
export function runbookWords(runbooks: string): string {
    const words = "What to do when it burns";
    return isAddress(runbooks) ? `[${words}](${runbooks})` : `${words}: \`${runbooks}\` of this repository`;
}

/** By default it is a folder of the repository, which no browser finds. */
function isAddress(runbooks: string): boolean {
    return /^https?:\/\//.test(runbooks);
}
