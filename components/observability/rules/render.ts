import { yamlText } from "../configText";
import { isAlert, type Rule, type RuleGroup } from "./model";

/** A group as Prometheus reads it. */
export interface PlainGroup {
    readonly name: string;
    readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/**
 * @param runbooks - address of the folder of runbook pages; each alert has a heading of its own there
 */
export function plainGroups(groups: readonly RuleGroup[], runbooks: string): PlainGroup[] {
    return groups.map(({ name, rules }) => ({ name, rules: rules.map((rule) => plainRule(rule, runbooks)) }));
}

/** A rule file. */
export function ruleFileText(groups: readonly RuleGroup[], runbooks: string): string {
    return yamlText({ groups: plainGroups(groups, runbooks) });
}

function plainRule(rule: Rule, runbooks: string): Readonly<Record<string, unknown>> {
    if (!isAlert(rule)) {
        const { record, expr, labels } = rule;
        return { record, expr, ...(labels === undefined ? {} : { labels }) };
    }
    return {
        alert: rule.alert,
        expr: rule.expr(rule.threshold),
        ...(rule.for === "0s" ? {} : { for: rule.for }),
        labels: { severity: rule.severity, ...rule.labels },
        annotations: {
            summary: rule.summary,
            description: rule.description,
            runbook_url: runbookUrl(rule, runbooks),
        },
    };
}

export function runbookUrl({ page, alert }: { page: string; alert: string }, runbooks: string): string {
    return `${runbooks.replace(/\/$/, "")}/${page}.md#${alert.toLowerCase()}`;
}
