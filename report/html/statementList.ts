import type { Ends } from "../calls/relations";
import { sectionTitles } from "../sectionTitles";
import { type Statement, sections } from "../statement";
import { escaped } from "./escape";

/** The sentences as markup of their own: they can be read, printed and searched where no script runs. */
export function statementList(
    statements: readonly Statement[],
    edgeOf: (ends: Ends) => number | undefined,
): string {
    return sections
        .map((section) => ({ section, here: statements.filter((each) => each.section === section) }))
        .filter(({ here }) => here.length > 0)
        .map(
            ({ section, here }) =>
                `<section aria-labelledby="part-${section}"><h3 id="part-${section}">${escaped(sectionTitles[section])} <span class="count">${here.length}</span></h3><ul class="statements">${here
                    .map((each, index) => item(each, `${section}-${index}`, edgeOf))
                    .join("\n")}</ul></section>`,
        )
        .join("\n");
}

function item(
    { effect, sentence, because, about = [] }: Statement,
    id: string,
    edgeOf: (ends: Ends) => number | undefined,
): string {
    const edges = [...new Set(about.flatMap((each) => edgeOf(each) ?? []))];
    const reasons = because.map((each) => `<li>${escaped(each)}</li>`).join("");
    return [
        `<li data-effect="${effect}"${edges.length === 0 ? "" : ` data-edges="${edges.join(" ")}"`}>`,
        `<span class="mark">${effect}</span> <span id="${id}">${escaped(sentence)}</span>`,
        because.length === 0
            ? ""
            : `<details><summary aria-describedby="${id}">why</summary><ul>${reasons}</ul></details>`,
        edges.length === 0
            ? ""
            : `<button type="button" class="show link" aria-describedby="${id}">show in the graph</button>`,
        "</li>",
    ].join("");
}
