import type { Service, ServiceGraph } from "../../../graph";
import type { Row } from "../dashboard";
import { graph } from "../panels";
import { faults, rate, requests, sum, within } from "../queries";

/** What its workload calls; only where it calls anything. Two services of one workload show the same here. */
export function callees({ workload }: Service, services: ServiceGraph): readonly Row[] {
    const calls = [services.calls, services.storeCalls, services.externalCalls].some((some) =>
        some.some(({ from }) => from === workload),
    );
    const found = services.workloads.get(workload);
    if (!calls || found === undefined) {
        return [];
    }
    const out = `reporter="source", source_workload="${found.name}", source_workload_namespace="${found.namespace}"`;
    return [
        {
            title: "What it calls",
            panels: [
                graph(
                    {
                        title: "Failed calls",
                        about: "To whom, and Envoy's reason. Not its own fault, but its problem.",
                        unit: "reqps",
                        width: 8,
                    },
                    [
                        {
                            expr: `${sum(requests(`${out}, ${faults}`), ["destination_service", "response_flags"])} > 0`,
                            legend: "{{destination_service}} {{response_flags}}",
                        },
                    ],
                ),
                graph(
                    {
                        title: "99 % of calls within",
                        about: "At its own proxy, tries that were made again included.",
                        unit: "ms",
                        width: 8,
                    },
                    [{ expr: within(0.99, out, ["destination_service"]), legend: "{{destination_service}}" }],
                ),
                graph(
                    {
                        title: "Connections to stores and hosts",
                        about: "Opened a second, by how they ended.",
                        unit: "short",
                        width: 8,
                    },
                    [
                        {
                            expr: sum(rate("istio_tcp_connections_closed_total", out), [
                                "destination_service",
                                "response_flags",
                            ]),
                            legend: "{{destination_service}} {{response_flags}}",
                        },
                    ],
                ),
            ],
        },
    ];
}
