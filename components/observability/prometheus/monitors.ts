import { apiVersions, type Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";
import { plainGroups, ruleFiles } from "../rules";
import { metadata } from "../workloads";
import { podRelabelings, type Relabeling } from "./discovery";
import { scrapeJobs } from "./jobs";

/**
 * The same for a Prometheus whose operator finds them by labels: a PodMonitor for each job, so that relabelling is what
 * it is without an operator, and a PrometheusRule for each file of rules.
 */
export function operatorManifests(context: ObservabilityContext, seriesEstimate: number): Manifest[] {
    const { observability } = context;
    const { prometheus, namespace, runbooks } = observability;
    if (prometheus.mode !== "existing" || prometheus.operatorLabels === undefined) {
        return [];
    }
    const labelled = (name: string) => {
        const own = metadata(namespace, name);
        return { ...own, labels: { ...own.labels, ...prometheus.operatorLabels } };
    };
    return [
        ...scrapeJobs(context).flatMap(({ name, path, honorLabels, targets, metricRelabelings = [] }) =>
            targets.kind !== "pods"
                ? []
                : [
                      {
                          apiVersion: apiVersions.PodMonitor,
                          kind: "PodMonitor",
                          metadata: labelled(name),
                          spec: {
                              jobLabel: "meshwright.io/job",
                              selector: matching(targets.pods.selector),
                              namespaceSelector:
                                  targets.pods.namespace === undefined
                                      ? { any: true }
                                      : { matchNames: [targets.pods.namespace] },
                              podMetricsEndpoints: [
                                  {
                                      path: path ?? "/metrics",
                                      ...(honorLabels ? { honorLabels: true } : {}),
                                      relabelings: [
                                          ...podRelabelings(targets.pods),
                                          { target_label: "job", replacement: name, action: "replace" },
                                      ].map(camel),
                                      metricRelabelings: metricRelabelings.map((each) =>
                                          camel(each as Relabeling),
                                      ),
                                  },
                              ],
                          },
                      },
                  ],
        ),
        ...ruleFiles(context, seriesEstimate).map(({ name, groups }) => ({
            apiVersion: apiVersions.PrometheusRule,
            kind: "PrometheusRule",
            metadata: labelled(name),
            spec: { groups: plainGroups(groups, runbooks) },
        })),
    ];
}

function camel({ source_labels, target_label, ...rest }: Relabeling): Readonly<Record<string, unknown>> {
    return {
        ...(source_labels === undefined ? {} : { sourceLabels: source_labels }),
        ...(target_label === undefined ? {} : { targetLabel: target_label }),
        ...rest,
    };
}

/** `a=b,c notin (d,e)` as a LabelSelector. */
function matching(selector: string): Readonly<Record<string, unknown>> {
    const matchExpressions = selector.match(/[^,(]+(\([^)]*\))?/g)?.map((term) => {
        const [, key = "", values = ""] = /^(\S+) notin \(([^)]*)\)$/.exec(term) ?? [];
        if (key !== "") {
            return { key, operator: "NotIn", values: values.split(",") };
        }
        const [label = "", value = ""] = term.split("=");
        return { key: label, operator: "In", values: [value] };
    });
    return { matchExpressions };
}
