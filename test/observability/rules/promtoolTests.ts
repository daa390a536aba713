import { type Alert, isAlert, type Rule, type RuleGroup } from "../../../components/observability/rules";
import { plainGroups } from "../../../components/observability/rules/render";
import { metricsIn } from "../support/promql";
import { type InputSeries, type Scenario, scenarios } from "./scenarios";

export type Case = "fires" | "silent";

/** One alert of one stack, with the rules it needs, ready for `promtool test rules`. */
export interface AlertTest {
    /** Its labels, by which it is found again in what promtool says. */
    readonly id: string;
    readonly alert: Alert;
    readonly ruleFile: object;
    readonly testFile: object;
}

export const noRunbooks = "https://example.com";

/**
 * @param change - what becomes of a threshold; nothing for the rules as they are
 * @param cases - which half of its scenario is tried
 */
export function alertTests(
    groups: readonly RuleGroup[],
    change: (threshold: number) => number = (threshold) => threshold,
    cases: (alert: Alert) => readonly Case[] = () => ["fires", "silent"],
): AlertTest[] {
    const recordings = groups.flatMap(({ rules }) => rules.filter((rule) => !isAlert(rule)));
    return groups.flatMap((group) =>
        group.rules.filter(isAlert).map((alert) => {
            const scenario = scenarios.get(alert.alert)?.(alert, group);
            if (scenario === undefined) {
                throw new Error(`${alert.alert} has no scenario`);
            }
            const changed: Alert = { ...alert, threshold: change(alert.threshold) };
            const needed = neededBy(alert.expr(alert.threshold), recordings);
            const id = idOf(alert);
            const all = [{ name: "needed", rules: [...needed, changed] }];
            return {
                id,
                alert,
                ruleFile: { groups: plainGroups(all, noRunbooks) },
                testFile: testFile(id, alert, scenario, cases(alert)),
            };
        }),
    );
}

/** The same alert of two stacks is tested once. */
export function distinct(tests: readonly AlertTest[]): AlertTest[] {
    return [...new Map(tests.map((test) => [test.id, test])).values()];
}

function idOf({ alert, labels = {}, severity }: Alert): string {
    return Object.entries({ alertname: alert, severity, ...labels })
        .map(([name, value]) => `${name}="${value}"`)
        .join(",");
}

/** Recording rules that an expression reads, after those that they read themselves. */
function neededBy(expression: string, recordings: readonly Rule[]): Rule[] {
    const needed = new Set<Rule>();
    for (const { metric } of metricsIn(expression)) {
        for (const rule of recordings) {
            if (!isAlert(rule) && rule.record === metric) {
                for (const each of [...neededBy(rule.expr, recordings), rule]) {
                    needed.add(each);
                }
            }
        }
    }
    return [...needed];
}

function testFile(id: string, alert: Alert, scenario: Scenario, cases: readonly Case[]): object {
    const { fires, silent, at = "30m", interval = "1m", evaluation = interval } = scenario;
    const firing = `group(ALERTS{alertstate="firing",${id}})`;
    const test = (name: string, series: InputSeries, samples: readonly object[]) => ({
        name: `${id} ${name}`,
        interval,
        input_series: Object.entries(series).map(([each, values]) => ({ series: each, values })),
        promql_expr_test: [{ expr: `${firing} or vector(0)`, eval_time: at, exp_samples: samples }],
    });
    return {
        evaluation_interval: evaluation,
        tests: [
            ...(cases.includes("fires") ? [test("fires", fires, [{ labels: "{}", value: 1 }])] : []),
            // Only what is always well can never be silent.
            ...(cases.includes("silent") && alert.severity !== "none"
                ? [test("is silent", silent, [{ labels: "{}", value: 0 }])]
                : []),
        ],
    };
}
