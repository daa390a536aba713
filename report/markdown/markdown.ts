import type { ChangeReport } from "../changeReport";
import { standingInWords } from "../policies/standing";
import { sectionTitles } from "../sectionTitles";
import { type Statement, sections } from "../statement";
import { onOneLine } from "./onOneLine";
import { picture } from "./picture";

/** What a comment on GitHub may hold, in characters. */
export const commentLimit = 65_536;

const marks = { opens: "🔓", closes: "🔒", changes: "✏️" } as const;

/**
 * The report as a comment: the verdict, a picture of what changes, and a sentence for each change with the objects
 * that decide it. Where it would not fit, reasons go first, then the picture, then most of long parts, what opens last;
 * the verdict never does.
 */
export function markdown(report: ChangeReport, limit = commentLimit): string {
    const drawn = picture(report);
    for (const { withReasons, withPicture, most } of [
        { withReasons: true, withPicture: true, most: Number.POSITIVE_INFINITY },
        { withReasons: false, withPicture: true, most: Number.POSITIVE_INFINITY },
        ...[400, 200, 140, 100, 70, 40, 20, 10, 5].map((most) => ({
            withReasons: false,
            withPicture: false,
            most,
        })),
    ]) {
        const text = written(report, withPicture ? drawn : undefined, withReasons, most);
        if (text.length <= limit) {
            return text;
        }
    }
    return `${heading(report)}\n\nMore than fits into a comment; the whole report is attached.\n`;
}

function written(
    report: ChangeReport,
    drawn: string | undefined,
    withReasons: boolean,
    most: number,
): string {
    const { created, changed, deleted } = report.objects;
    const operations = Object.entries(report.operations ?? {}).map(([op, count]) => `${count} ${op}`);
    const totals = operations.length === 0 ? "" : ` (by the engine: ${operations.join(", ")})`;
    const parts = sections.flatMap((section) => {
        const here = report.statements.filter((each) => each.section === section);
        const standing = section === "policies" ? standingInWords(report.findings ?? []) : [];
        return here.length + standing.length === 0
            ? []
            : [
                  part(
                      sectionTitles[section],
                      here,
                      withReasons,
                      standing.map((each) => `- ${escaped(each)}`),
                      most,
                  ),
              ];
    });
    return [
        heading(report),
        ...(drawn === undefined ? [] : [`\`\`\`mermaid\n${drawn}\n\`\`\``]),
        ...parts,
        `<sub>${created} objects created, ${changed} changed, ${deleted} deleted${totals}; ${escaped(report.base)} → ${escaped(report.head)}</sub>`,
        "",
    ].join("\n\n");
}

function heading({ verdict, statements }: ChangeReport): string {
    const hasFailed = statements.some(({ section }) => section === "preview");
    const opens = statements.some(({ effect }) => effect === "opens");
    const mark = statements.length === 0 ? "✅" : opens ? marks.opens : "ℹ️";
    return `## ${hasFailed ? "❌" : mark} ${escaped(verdict)}`;
}

function part(
    title: string,
    statements: readonly Statement[],
    withReasons: boolean,
    standing: readonly string[],
    most: number,
): string {
    const [shown, left] = divided(statements, most);
    const open = left.filter(({ effect }) => effect === "opens").length;
    const opening = open === 0 ? "" : `, ${open} of which ${open === 1 ? "opens" : "open"} something`;
    return [
        `### ${title}`,
        "",
        ...shown.map((each) => line(each, withReasons)),
        ...(left.length > 0 ? [`- … and ${left.length} more${opening}; the whole report is attached`] : []),
        ...standing.slice(0, most),
    ].join("\n");
}

/** As many as may be shown, and the others, both in their order; what opens is never left out for what does not. */
function divided(
    statements: readonly Statement[],
    most: number,
): readonly [shown: readonly Statement[], left: readonly Statement[]] {
    const places = [...statements.keys()];
    const isOpening = (place: number): boolean => statements[place]?.effect === "opens";
    const byWeight = [...places.filter(isOpening), ...places.filter((each) => !isOpening(each))];
    const kept = new Set(byWeight.slice(0, most));
    return [
        statements.filter((_, place) => kept.has(place)),
        statements.filter((_, place) => !kept.has(place)),
    ];
}

function line({ effect, sentence, because }: Statement, withReasons: boolean): string {
    const said = `- ${marks[effect]} ${escaped(sentence)}`;
    return withReasons && because.length > 0
        ? `${said}\n  <details><summary>why</summary>${because.map(asHtml).join("; ")}</details>`
        : said;
}

/** Names and values come from what people wrote, and are shown as they are: no markup, no mention, no picture, no link. */
function escaped(text: string): string {
    return asHtml(text).replaceAll(/[\\`*_{}[\]#|~!$]/g, "\\$&");
}

/**
 * The same inside an element that begins a line, where Markdown means nothing and a backslash is a backslash. What cannot
 * be seen is a space, since some of it turns the rest of a line around; mentions, links and numbers of issues, which are
 * looked for in text that is rendered already, are broken by a space without width.
 */
function asHtml(text: string): string {
    return onOneLine(text)
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll("@", "@\u200b")
        .replaceAll(/#(?=\d)|\bGH-(?=\d)/gi, (each) => `${each}\u200b`)
        .replaceAll("://", ":\u200b//")
        .replaceAll(/www\./gi, (each) => `${each.slice(0, -1)}\u200b.`);
}
