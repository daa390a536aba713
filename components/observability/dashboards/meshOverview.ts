import type { ServiceGraph } from "../../graph";
import type { ObservabilityContext } from "../context";
import { type Dashboard, dashboard, type Row, serviceTag, tag } from "./dashboard";
import { linksOut } from "./links";
import { figure, graph, list } from "./panels";
import { anyOf, faults, rate, requests, share, sum, top, within } from "./queries";
import { isThere, labelVariable, those } from "./sources";
import { serviceGraph } from "./traces";
import { meshUids } from "./uids";

const inside = 'reporter="destination", destination_workload_namespace=~"$namespace"';
const service = ["destination_service_namespace", "destination_service_name"];

/** DSH-01: health of services, traffic, errors; its first row says whose fault it is. */
export function meshOverview(context: ObservabilityContext): Dashboard {
    return dashboard({
        uid: meshUids.overview,
        title: "Service Mesh Overview",
        description: "Is it us or them, which service, since when.",
        tags: [`${tag}-mesh`],
        sources: those(["metrics", "traces"], context),
        variables: [
            labelVariable("namespace", {
                title: "Namespace",
                label: "destination_workload_namespace",
                metric: 'istio_requests_total{reporter="destination"}',
            }),
        ],
        links: linksOut(context),
        rows: [
            whoseFault(context.graph),
            health,
            traffic,
            ...(isThere("traces", context) ? [{ title: "Service graph", panels: [serviceGraph()] }] : []),
        ],
    });
}

function whoseFault(graph: ServiceGraph): Row {
    const ways = [...graph.platform.gateways.values()].filter(({ kind }) => kind === "ingress");
    // A canary's pods are a second Deployment of the gateway.
    const doors = `reporter="source", source_workload=~"(${anyOf(ways.map(({ name }) => name))})(-canary)?"`;
    const outside = [...graph.externals.keys(), ...[...graph.stores.values()].map(({ host }) => host)];
    return {
        title: "Us or them",
        panels: [
            figure(
                {
                    title: "What users see",
                    about: "Share of the requests through the gateways that a server did not fail. Low here and high everywhere else on this row: the gateway.",
                    unit: "percentunit",
                    width: 4,
                },
                {
                    expr: share('response_code!~"5.."', doors),
                    levels: { good: "high", warn: 0.999, bad: 0.99 },
                    decimals: 2,
                },
            ),
            figure(
                {
                    title: "Ours",
                    about: "Share of the requests between services that the called service did not fail.",
                    unit: "percentunit",
                    width: 4,
                },
                {
                    expr: share('response_code!~"5.."', 'reporter="destination"'),
                    levels: { good: "high", warn: 0.999, bad: 0.99 },
                    decimals: 2,
                },
            ),
            figure(
                {
                    title: "Theirs",
                    about: "Share of the requests and connections to stores and external hosts that did not fail.",
                    unit: "percentunit",
                    width: 4,
                },
                {
                    expr: theirs(anyOf(outside)),
                    levels: { good: "high", warn: 0.999, bad: 0.99 },
                    decimals: 2,
                },
            ),
            figure(
                {
                    title: "Alerts that wake someone",
                    about: "Critical alerts that fire now.",
                    unit: "short",
                    width: 4,
                },
                {
                    expr: 'count(ALERTS{alertstate="firing", severity="critical"}) or vector(0)',
                    levels: { good: "low", warn: 1, bad: 1 },
                },
            ),
            figure(
                {
                    title: "Control planes that answer",
                    about: "None: nothing new reaches any proxy; what runs goes on running.",
                    unit: "short",
                    width: 4,
                },
                {
                    expr: "count(istiod_uptime_seconds) or vector(0)",
                    levels: { good: "high", warn: 1, bad: 1 },
                },
            ),
            figure(
                {
                    title: "Targets that do not answer",
                    about: "What Prometheus cannot scrape: what is shown of it is old or missing, and its alerts are blind.",
                    unit: "short",
                    width: 4,
                },
                { expr: "count(up == 0) or vector(0)", levels: { good: "low", warn: 1, bad: 5 } },
            ),
        ],
    };
}

/** Requests and connections alike: what carries no HTTP to the proxy is judged by how its connections ended. */
function theirs(hosts: string): string {
    const calls = `reporter="source", destination_service=~"${hosts}"`;
    const http = (more = "") => `(${sum(requests(`${calls}${more}`))} or vector(0))`;
    const tcp = (more = "") =>
        `(${sum(rate("istio_tcp_connections_closed_total", `${calls}${more}`))} or vector(0))`;
    const failed = `(${http(`, ${faults}`)} + ${tcp(', response_flags=~"UF|UH|UC|URX|UO"')})`;
    return `1 - ${failed} / (${http()} + ${tcp()})`;
}

const health: Row = {
    title: "Health of services",
    panels: [
        list(
            {
                title: "Services by what they fail",
                about: "Share of 5xx as the server's own proxy counts them, the worst first.",
                unit: "percentunit",
                width: 12,
            },
            [{ expr: top(20, `${share(faults, inside, service)} > 0`), legend: "Failed" }],
            {
                links: [
                    {
                        column: "destination_service_name",
                        title: "Its dashboard",
                        url: `/dashboards?tag=${serviceTag}&query=\${__value.text}`,
                    },
                ],
            },
        ),
        list(
            {
                title: "Alerts that fire",
                about: "Each has a paragraph in the runbooks that says what to do.",
                unit: "short",
                width: 12,
            },
            [
                {
                    expr: 'sum by (alertname, severity, namespace, service) (ALERTS{alertstate="firing"})',
                    legend: "Series",
                },
            ],
        ),
    ],
};

const traffic: Row = {
    title: "Traffic",
    panels: [
        graph({ title: "Requests", about: "The ten busiest services.", unit: "reqps", width: 8 }, [
            {
                expr: top(10, sum(requests(inside), service)),
                legend: "{{destination_service_namespace}}/{{destination_service_name}}",
            },
        ]),
        graph(
            {
                title: "Failed requests",
                about: "The ten services that fail most requests.",
                unit: "reqps",
                width: 8,
            },
            [
                {
                    expr: top(10, sum(requests(`${inside}, ${faults}`), service)),
                    legend: "{{destination_service_namespace}}/{{destination_service_name}}",
                },
            ],
        ),
        graph({ title: "99 % within", about: "The ten slowest services.", unit: "ms", width: 8 }, [
            {
                expr: top(10, within(0.99, inside, service)),
                legend: "{{destination_service_namespace}}/{{destination_service_name}}",
            },
        ]),
        graph(
            {
                title: "Bytes over plain TCP",
                about: "To stores and other services without HTTP, as callers' proxies count them.",
                unit: "Bps",
                width: 12,
            },
            [
                {
                    expr: top(
                        10,
                        sum(rate("istio_tcp_sent_bytes_total", 'reporter="source"'), ["destination_service"]),
                    ),
                    legend: "to {{destination_service}}",
                },
                {
                    expr: top(
                        10,
                        sum(rate("istio_tcp_received_bytes_total", 'reporter="source"'), [
                            "destination_service",
                        ]),
                    ),
                    legend: "from {{destination_service}}",
                },
            ],
        ),
        graph(
            {
                title: "Why requests ended without an answer",
                about: "Envoy's response flags. UF, UH: nobody to connect to. UO: a circuit breaker. URX: tried as often as allowed. DC: the caller left. NR: no route.",
                unit: "reqps",
                width: 12,
            },
            [
                {
                    expr: sum(requests('reporter="source", response_flags!="-"'), ["response_flags"]),
                    legend: "{{response_flags}}",
                },
            ],
            { stacked: true },
        ),
    ],
};
