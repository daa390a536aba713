import type { ObservabilityContext } from "../context";
import { type Dashboard, dashboard, type Row, tag } from "./dashboard";
import { linksOut } from "./links";
import { figure, graph, list } from "./panels";
import { rate, requests, sum, top } from "./queries";
import { labelVariable } from "./sources";
import { meshUids } from "./uids";

const proxies = 'namespace=~"$namespace"';
/** Of what a proxy calls; its own clusters (istiod, Zipkin, its statistics) are not the mesh's traffic. */
const calls = `${proxies}, cluster_name=~"outbound.*"`;
const who = ["namespace", "app", "cluster_name"];
const legend = "{{namespace}}/{{app}} to {{cluster_name}}";

/** DSH-03: the proxies, their circuit breakers and their pools of connections. */
export function dataPlane(context: ObservabilityContext): Dashboard {
    return dashboard({
        uid: meshUids.dataPlane,
        title: "Data Plane Performance",
        description: "What the proxies do to the requests that pass them, and what they cost.",
        tags: [`${tag}-mesh`],
        sources: ["metrics"],
        variables: [
            labelVariable("namespace", {
                title: "Namespace of the proxy",
                label: "namespace",
                metric: "envoy_server_live",
            }),
        ],
        links: linksOut(context, "pools"),
        rows: [now, breakers, pools, retries, cost],
    });
}

const now: Row = {
    title: "Now",
    panels: [
        figure(
            { title: "Proxies", about: "That answer Prometheus.", unit: "short", width: 6 },
            { expr: `sum(envoy_server_live{${proxies}})`, levels: { good: "any" } },
        ),
        figure(
            {
                title: "Breakers open",
                about: "A limit is reached at this moment: calls beyond it are refused at once.",
                unit: "short",
                width: 6,
            },
            {
                expr: `${sum(`${breakersOpen("rq_open")} + ${breakersOpen("rq_pending_open")} + ${breakersOpen("cx_open")}`)} or vector(0)`,
                levels: { good: "low", warn: 1, bad: 5 },
            },
        ),
        figure(
            {
                title: "Endpoints left out",
                about: "Pods that failed too often in a row; callers' proxies do not ask them for a while.",
                unit: "short",
                width: 6,
            },
            {
                expr: `sum(envoy_cluster_outlier_detection_ejections_active{${calls}}) or vector(0)`,
                levels: { good: "low", warn: 1, bad: 5 },
            },
        ),
        figure(
            {
                title: "Tried again",
                about: "Share of the tries that are not the first. A fifth is what the budget allows.",
                unit: "percentunit",
                width: 6,
            },
            {
                expr: `${sum(rate("envoy_cluster_upstream_rq_retry", calls))} / ${sum(rate("envoy_cluster_upstream_rq_total", calls))}`,
                levels: { good: "low", warn: 0.05, bad: 0.2 },
            },
        ),
    ],
};

function breakersOpen(which: string): string {
    return `envoy_cluster_circuit_breakers_default_${which}{${calls}}`;
}

const breakers: Row = {
    title: "Circuit breakers",
    panels: [
        graph(
            {
                title: "Open",
                about: "Of requests in flight, of requests that wait, of connections. It is the caller's proxy that refuses.",
                unit: "short",
                width: 12,
            },
            [
                { expr: `${sum(breakersOpen("rq_open"), who)} > 0`, legend: `requests: ${legend}` },
                { expr: `${sum(breakersOpen("rq_pending_open"), who)} > 0`, legend: `waiting: ${legend}` },
                { expr: `${sum(breakersOpen("cx_open"), who)} > 0`, legend: `connections: ${legend}` },
            ],
        ),
        graph(
            {
                title: "Endpoints left out",
                about: "Outlier detection: after so many faults in a row a pod is left out.",
                unit: "short",
                width: 12,
            },
            [
                {
                    expr: `${sum(`envoy_cluster_outlier_detection_ejections_active{${calls}}`, who)} > 0`,
                    legend,
                },
            ],
        ),
    ],
};

const pools: Row = {
    title: "Pools of connections",
    panels: [
        graph(
            {
                title: "Connections in use",
                about: "The ten fullest pools. What a pool may hold stands in the service's DestinationRule.",
                unit: "short",
                width: 12,
            },
            [{ expr: top(10, sum(`envoy_cluster_upstream_cx_active{${calls}}`, who)), legend }],
        ),
        graph(
            {
                title: "Requests refused because a pool was full",
                about: "503 with the flag UO, made by the caller's own proxy.",
                unit: "reqps",
                width: 12,
            },
            [{ expr: `${sum(rate("envoy_cluster_upstream_rq_pending_overflow", calls), who)} > 0`, legend }],
        ),
    ],
};

const retries: Row = {
    title: "Tries and failures",
    panels: [
        graph({ title: "Tried again", about: "Retries a second.", unit: "reqps", width: 12 }, [
            { expr: top(10, sum(rate("envoy_cluster_upstream_rq_retry", calls), who)), legend },
        ]),
        graph(
            {
                title: "Requests without an answer, by caller",
                about: "Envoy's response flags, as callers' proxies count them.",
                unit: "reqps",
                width: 12,
            },
            [
                {
                    expr: top(
                        10,
                        sum(
                            requests(
                                'reporter="source", source_workload_namespace=~"$namespace", response_flags!="-"',
                            ),
                            ["source_workload_namespace", "source_workload", "response_flags"],
                        ),
                    ),
                    legend: "{{source_workload_namespace}}/{{source_workload}} {{response_flags}}",
                },
            ],
        ),
    ],
};

const cost: Row = {
    title: "Proxies themselves",
    panels: [
        graph(
            {
                title: "Memory of Envoy",
                about: "The ten largest heaps. It grows with what a proxy knows: look at its Sidecar's scope.",
                unit: "bytes",
                width: 8,
            },
            [
                {
                    expr: top(10, `sum by (namespace, pod) (envoy_server_memory_heap_size{${proxies}})`),
                    legend: "{{namespace}}/{{pod}}",
                },
            ],
        ),
        graph(
            {
                title: "Configuration refused",
                about: "Clusters and listeners that Envoy did not take: it goes on with what it had.",
                unit: "short",
                width: 8,
            },
            [
                {
                    expr: `${sum(rate("envoy_cluster_manager_cds_update_rejected", proxies), ["namespace", "app"])} > 0`,
                    legend: "clusters of {{namespace}}/{{app}}",
                },
                {
                    expr: `${sum(rate("envoy_listener_manager_lds_update_rejected", proxies), ["namespace", "app"])} > 0`,
                    legend: "listeners of {{namespace}}/{{app}}",
                },
            ],
        ),
        list({ title: "Versions", about: "Proxies by version of their agent.", unit: "short", width: 8 }, [
            { expr: `count by (tag) (istio_build{component="proxy", ${proxies}})`, legend: "Proxies" },
        ]),
    ],
};
