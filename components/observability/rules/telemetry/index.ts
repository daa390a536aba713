import type { Observability } from "../../../graph";
import type { RuleGroup } from "../model";
import { collectorAlerts, logAlerts, storageAlerts } from "./collectors";
import { alertmanagerAlerts, prometheusAlerts, remoteWriteAlerts, seriesAlert } from "./prometheus";

/** The stack's own alerts, of the parts that are installed here: whoever runs one elsewhere watches it there. */
export function telemetryRules(observability: Observability, seriesEstimate: number): RuleGroup[] {
    const { collector, jaeger, prometheus, alertmanager, loki } = observability;
    const here = ({ mode }: { readonly mode: string }) => mode === "install";
    const groups: RuleGroup[] = [
        {
            name: "telemetry.traces",
            rules: [
                ...(here(collector) || here(jaeger) ? collectorAlerts : []),
                ...(here(jaeger) ? storageAlerts : []),
            ],
        },
        { name: "telemetry.logs", rules: here(loki) ? logAlerts : [] },
        {
            name: "telemetry.metrics",
            rules: [
                ...prometheusAlerts,
                ...(prometheus.mode === "install" && prometheus.remoteWrite !== undefined
                    ? remoteWriteAlerts
                    : []),
                ...(here(prometheus) ? [seriesAlert(seriesEstimate)] : []),
            ],
        },
        { name: "telemetry.alerts", rules: here(alertmanager) ? alertmanagerAlerts : [] },
    ];
    return groups.filter(({ rules }) => rules.length > 0);
}
