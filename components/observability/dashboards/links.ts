import type { ObservabilityContext } from "../context";
import type { RunbookPage } from "../rules/model";
import type { Link } from "./dashboard";

/**
 * Where else to look, on top of every dashboard: what to do about its alerts, then the other user interfaces.
 *
 * @param page - of the runbooks, the one about what the dashboard shows; absent: all of them
 */
export function linksOut(
    { observability: { runbooks, links } }: ObservabilityContext,
    page?: RunbookPage,
): readonly Link[] {
    return [
        ...(isAddress(runbooks) ? [{ title: "Runbooks", url: pageOf(runbooks, page) }] : []),
        ...(links.jaeger === undefined ? [] : [{ title: "Jaeger", url: links.jaeger }]),
        ...(links.prometheus === undefined
            ? []
            : [{ title: "Prometheus", url: `${links.prometheus}/alerts` }]),
    ];
}

/** In Markdown: a link where browsers can follow it, else where in the repository to look. */
export function runbookWords(runbooks: string, page: RunbookPage): string {
    const words = "What to do when it burns";
    const address = pageOf(runbooks, page);
    return isAddress(runbooks) ? `[${words}](${address})` : `${words}: \`${address}\` of this repository`;
}

function pageOf(runbooks: string, page: RunbookPage | undefined): string {
    const folder = runbooks.replace(/\/$/, "");
    return page === undefined ? folder : `${folder}/${page}.md`;
}

/** By default it is a folder of the repository, which no browser finds. */
function isAddress(runbooks: string): boolean {
    return /^https?:\/\//.test(runbooks);
}
