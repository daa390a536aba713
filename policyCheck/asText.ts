import type { Style } from "../accessReport/matrix";
import type { Checked } from "./check";
import { type Finding, isUnreadable, worstFirst } from "./finding";

/** For people: by file, worst first, and what it comes to. */
export function asText({ findings, files, objects, rules }: Checked, style: Style): string {
    const byFile = new Map<string, Finding[]>();
    for (const finding of findings) {
        byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
    }
    const blocks = [...byFile].map(([file, found]) =>
        [style.strong(file), ...[...found].sort(worstFirst).flatMap((each) => lines(each, style))].join("\n"),
    );
    const unread = findings.filter(isUnreadable).length;
    const refused = findings.filter((each) => each.level === "mandatory").length - unread;
    const told = findings.length - unread - refused;
    const looked = `${count(objects, "object")} in ${count(files, "file")}, ${count(rules, "rule")}`;
    const found = [
        ...(unread === 0 ? [] : [`${unread} unreadable`]),
        ...(refused === 0 ? [] : [`${refused} mandatory`]),
        ...(told === 0 ? [] : [`${told} advisory`]),
    ];
    return [...blocks, `${looked}: ${found.length === 0 ? "nothing to object to" : found.join(", ")}`].join(
        "\n\n",
    );
}

function lines(finding: Finding, style: Style): readonly string[] {
    const { line, level, severity, ids, rule, message } = finding;
    const weight = isUnreadable(finding) ? "unreadable" : `${level}, ${severity}`;
    const heading = `  line ${line}: ${level === "mandatory" ? style.warning(weight) : weight}`;
    const name = style.faint(`${[ids[0] ?? [], rule].flat().join(" ")}`);
    return [`${heading}  ${name}`, ...message.split("\n").map((each) => `    ${each}`)];
}

function count(number: number, what: string): string {
    return `${number} ${what}${number === 1 ? "" : "s"}`;
}
