import { sortedTexts } from "../../derive/order";
import type { GraphNamespace, ServiceGraph } from "../../graph";
import type { Recording, RuleGroup } from "./model";
import { grown } from "./promql";

export const declaredEdge = "mesh_declared_edge";
const seenEdge = "mesh_seen_edge";
const edge = "caller, destination_service_namespace, destination_service_name";
/** Calls that come once a week must not look like calls nobody makes. */
const unusedFor = "14d";

/**
 * What is called against what is declared. Callers are told by their identity, since that is what policies go by; who
 * calls without one is another alert's. What a caller's own proxy refused never arrives here: BlockedEgress has it.
 */
export function edgeRules(namespace: GraphNamespace, graph: ServiceGraph): RuleGroup[] {
    const declared = declaredEdges(namespace, graph);
    const own = `destination_service_namespace="${namespace.name}"`;
    const arrived = ["istio_requests_total", "istio_tcp_connections_opened_total"]
        .map((metric) =>
            byCaller(
                grown(`${metric}{reporter="destination", source_principal=~"spiffe://.+", ${own}}`, "5m", [
                    "source_principal",
                    "destination_service_namespace",
                    "destination_service_name",
                ]),
            ),
        )
        .join(" or ");
    return [
        {
            name: `edges.${namespace.name}`,
            rules: [
                ...declared,
                { record: seenEdge, expr: `max by (${edge}) (${arrived}) > 0` },
                {
                    alert: "UndeclaredEdge",
                    threshold: 0,
                    expr: (threshold) =>
                        `(${seenEdge}{${own}} unless on (${edge}) ${declaredEdge}{${own}}) > ${threshold}`,
                    for: "0s",
                    severity: "critical",
                    page: "security",
                    labels: { namespace: namespace.name },
                    summary: `{{ $labels.caller }} called {{ $labels.destination_service_name }} of ${namespace.name}, which nobody declared`,
                    description:
                        "A call was tried that the graph does not have. Whether it was answered stands in the access log.",
                },
                ...(declared.length === 0
                    ? []
                    : [
                          {
                              alert: "DeclaredEdgeUnused",
                              threshold: 0,
                              expr: (threshold: number) =>
                                  `((${declaredEdge}{${own}} unless on (${edge}) last_over_time(${seenEdge}{${own}}[${unusedFor}])) and ${declaredEdge}{${own}} offset ${unusedFor}) > ${threshold}`,
                              for: "1h",
                              severity: "info" as const,
                              page: "security" as const,
                              labels: { namespace: namespace.name },
                              summary: `{{ $labels.caller }} may call {{ $labels.destination_service_name }} of ${namespace.name} and never does`,
                              description:
                                  "Nothing came over this edge for two weeks: permission that nobody needs.",
                          },
                      ]),
            ],
        },
    ];
}

/** From the trust domain and account of a certificate to the name the catalogue gives its bearer. */
function byCaller(expression: string): string {
    return `label_replace(${expression}, "caller", "$1/$2", "source_principal", "spiffe://[^/]+/ns/([^/]+)/sa/([^/]+)")`;
}

function declaredEdges(namespace: GraphNamespace, graph: ServiceGraph): Recording[] {
    const pairs = [
        ...graph.calls.map(({ from, to }) => [accountOf(from, graph), to] as const),
        ...graph.routes.map(({ publicHost, service }) => [gatewayOf(publicHost, graph), service] as const),
    ].filter(([, to]) => graph.services.get(to)?.namespace === namespace.name);
    return sortedTexts(pairs.map((pair) => pair.join(" "))).map((pair) => {
        const [caller = "", to = ""] = pair.split(" ");
        return {
            record: declaredEdge,
            expr: "vector(1)",
            labels: {
                caller,
                destination_service_namespace: namespace.name,
                destination_service_name: graph.services.get(to)?.name ?? to,
            },
        };
    });
}

function accountOf(workload: string, graph: ServiceGraph): string {
    const found = graph.workloads.get(workload);
    return found === undefined ? workload : `${found.namespace}/${found.serviceAccount}`;
}

function gatewayOf(publicHost: string, { platform }: ServiceGraph): string {
    const name = platform.publicHosts.get(publicHost)?.gateway ?? "";
    const gateway = platform.gateways.get(name);
    return gateway === undefined ? name : `${gateway.namespace}/${gateway.serviceAccount}`;
}
