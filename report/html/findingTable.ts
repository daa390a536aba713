import type { JudgedFinding } from "../policies/findings";
import { exemptionInWords, verdicts } from "../policies/policyChanges";
import { escaped } from "./escape";

const words = { now: "new", "as before": "as before", "no longer": "no longer" } as const;
const effects = { now: "opens", "as before": "same", "no longer": "closes" } as const;

/** Everything that policies say of either side; those that are new come first. */
export function findingTable(findings: readonly JudgedFinding[]): string {
    if (findings.length === 0) {
        return "<p>No policy objects to anything.</p>";
    }
    const rows = findings.map((each) => {
        const { found, level, object, rule, message, exemption } = each;
        const excuse = exemption === undefined ? "" : `; ${exemptionInWords(exemption)}`;
        const effect = found === "now" && level !== "mandatory" ? "changes" : effects[found];
        // Messages begin with their object, which stands before them here.
        const said = message.startsWith(`${object}: `) ? message.slice(object.length + 2) : message;
        const verdict = found === "no longer" ? `${verdicts[level]} before` : verdicts[level];
        return `<tr data-effect="${effect}"><th scope="row"><span class="mark">${words[found]}</span> ${escaped(verdict)}</th><td><b>${escaped(object)}</b>: ${escaped(said + excuse)} <span class="faint">${escaped(rule)}</span></td></tr>`;
    });
    return [
        '<div class="scroll" tabindex="0" role="region" aria-labelledby="policies-title"><table id="findings" aria-labelledby="policies-title">',
        '<thead><tr><th scope="col">an update is</th><th scope="col">because of</th></tr></thead>',
        `<tbody>${rows.join("\n")}</tbody></table></div>`,
    ].join("\n");
}
