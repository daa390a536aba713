import type { Observability, ServiceGraph } from "../../components/graph";
import { estimateSeries, largest } from "../../components/observability/cardinality";

const parts = [
    "collector",
    "jaeger",
    "prometheus",
    "alertmanager",
    "grafana",
    "loki",
    "kiali",
] as const satisfies readonly (keyof Observability)[];

/** What watches the mesh, and how many series it will have to keep: too many of them are found out too late (MET-15). */
export function watchers(graph: ServiceGraph): string[] {
    const { observability } = graph.platform;
    if (observability === undefined) {
        return [];
    }
    const estimate = estimateSeries(graph);
    const costly = largest(estimate, 3).map(({ service, share }) => `${service} ${percent(share)}`);
    return [
        [
            "What watches it",
            ...["install", "existing", "off"].flatMap((mode) => {
                const those = parts.filter((part) => observability[part].mode === mode);
                return those.length === 0 ? [] : [`  ${words(mode, observability)}: ${those.join(", ")}`];
            }),
            `  ${observability.sampling.percent} % of requests are traced; proxies log ${logged[observability.accessLog]}`,
            `  about ${rounded(estimate.total)} series when every declared call is made; most of them: ${costly.join(", ")}`,
        ].join("\n"),
    ];
}

const logged: Readonly<Record<Observability["accessLog"], string>> = {
    all: "every request",
    errors: "what failed, and all of audited namespaces",
    off: "nothing but audited namespaces",
};

function words(mode: string, { namespace }: Observability): string {
    return mode === "install" ? `in namespace ${namespace}` : mode === "existing" ? "exists already" : "off";
}

function percent(share: number): string {
    return `${Math.round(share * 100)} %`;
}

/** Two digits are all that an estimate has. */
function rounded(count: number): string {
    return Number(count.toPrecision(2)).toLocaleString("en-US");
}
