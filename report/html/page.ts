import type { ChangeReport } from "../changeReport";
import type { Side } from "../side";
import { type Bundle, bundle } from "./bundle";
import { contentPolicy } from "./contentPolicy";
import { pageDataOf } from "./data/pageDataOf";
import { escaped, scriptData } from "./escape";
import { findingTable } from "./findingTable";
import { filterBar, graphPart, matrixPart } from "./parts";
import { revisionTable } from "./revisionTable";
import { statementList } from "./statementList";

/** One file that needs nothing around it: the report, and the mesh before and after to look around in. */
export function htmlPage(report: ChangeReport, before: Side, after: Side, built: Bundle = bundle()): string {
    const { data, edgeOf } = pageDataOf(report, before, after);
    const { created, changed, deleted } = report.objects;
    const list = statementList(report.statements, edgeOf);
    return [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${escaped(contentPolicy(built))}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        `<title>${escaped(report.verdict)}</title>`,
        `<style>${built.style}</style>`,
        "</head>",
        "<body>",
        '<a class="skip" href="#sentences">To the sentences</a>',
        "<header>",
        `<p class="faint">What changes from <b>${escaped(report.base)}</b> to <b>${escaped(report.head)}</b></p>`,
        `<h1>${escaped(report.verdict)}</h1>`,
        `<p class="faint">${created} objects created, ${changed} changed, ${deleted} deleted</p>`,
        '<button type="button" id="theme" class="alive-only">Colours: as the system</button>',
        "</header>",
        "<noscript><p>Without scripts there are the sentences and the revisions; the graph and the matrix need them.</p></noscript>",
        filterBar(report.findings !== undefined),
        "<main>",
        '<section id="sentences" tabindex="-1" aria-labelledby="sentences-title"><h2 id="sentences-title">What changes</h2>',
        list === "" ? "<p>Nothing changes in meaning.</p>" : list,
        '<p id="no-sentence" hidden>No sentence fits what is asked for; “Everything” shows them all again.</p>',
        "</section>",
        graphPart,
        matrixPart,
        ...(report.findings === undefined
            ? []
            : [
                  '<section id="policies" aria-labelledby="policies-title"><h2 id="policies-title">Policies</h2>',
                  findingTable(report.findings),
                  "</section>",
              ]),
        '<section id="revisions" aria-labelledby="revisions-title"><h2 id="revisions-title">Revisions</h2>',
        revisionTable(before, after),
        "</section>",
        "</main>",
        '<aside id="details" aria-labelledby="details-title" hidden></aside>',
        '<span id="probe" hidden></span>',
        `<script type="application/json" id="data">${scriptData(data)}</script>`,
        `<script>${built.script}</script>`,
        "</body>",
        "</html>",
        "",
    ].join("\n");
}
