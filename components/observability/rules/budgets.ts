import type { GraphNamespace, Service } from "../../graph";
import { burnAlerts, enoughFailures } from "./burn";
import type { Alert, RuleGroup } from "./model";
import { records } from "./requests";

/** What services promise (`slo`), watched. */
export function budgetRules(namespace: GraphNamespace, services: readonly Service[]): RuleGroup[] {
    const rules = services.flatMap(serviceAlerts);
    return rules.length === 0 ? [] : [{ name: `budgets.${namespace.name}`, rules }];
}

function serviceAlerts({ namespace, name, slo }: Service): Alert[] {
    if (slo === undefined) {
        return [];
    }
    const own = `{destination_service_namespace="${namespace}", destination_service_name="${name}"}`;
    const labels = { namespace, service: name };
    const common = (bad: string) => ({
        page: "budgets" as const,
        labels,
        ratio: (window: string) => ratioOver(bad, own, window),
        guard: (window: string) => enoughFailures(`${bad}${own}`, window),
    });
    return [
        ...burnAlerts({
            ...common(records.errors),
            alert: "AvailabilityBudgetBurn",
            objective: slo.availability,
            subject: `availability of ${namespace}/${name}`,
        }),
        ...(slo.latency === undefined
            ? []
            : burnAlerts({
                  ...common(records.late),
                  alert: "LatencyBudgetBurn",
                  objective: slo.latency.percent,
                  subject: `${slo.latency.withinMs} ms of ${namespace}/${name}`,
              })),
    ];
}

/**
 * Of requests, not of minutes: an hour without traffic weighs nothing. Sums of what was recorded rather than rates over
 * days of raw series, which nobody could pay for.
 */
function ratioOver(bad: string, own: string, window: string): string {
    if (window === "5m") {
        return `(${bad}${own} / ${records.requests}${own})`;
    }
    return `(sum_over_time(${bad}${own}[${window}]) / sum_over_time(${records.requests}${own}[${window}]))`;
}
