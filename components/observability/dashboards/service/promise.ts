import type { Service } from "../../../graph";
import type { Row } from "../dashboard";
import { graph } from "../panels";
import { faults, within } from "../queries";
import { served } from "./requestsOf";

/** How fast the budget of 30 days is spent: 1 is just right, 14.4 uses up a fiftieth in an hour and calls somebody. */
export function promise(service: Service): Row {
    const availability = service.slo?.availability ?? 99.9;
    const allowed = Number((1 - availability / 100).toPrecision(6));
    const burn = (window: string) => {
        const all = `sum(rate(istio_requests_total{${served(service)}}[${window}]))`;
        const bad = `sum(rate(istio_requests_total{${served(service)}, ${faults}}[${window}]))`;
        return `((${bad} or ${all} * 0) / ${all}) / ${allowed}`;
    };
    return {
        title: "Promise",
        panels: [
            graph(
                {
                    title: `Budget spent, in multiples of what ${availability} % allows`,
                    about: "Above 14.4 over an hour somebody is called; above 1 over days the promise will be broken.",
                    unit: "short",
                    width: 12,
                },
                ["5m", "1h", "6h"].map((window) => ({ expr: burn(window), legend: `over ${window}` })),
            ),
            graph(
                { title: "Time to answer", about: "At its own proxy.", unit: "ms", width: 12 },
                [0.5, 0.9, 0.99].map((quantile) => ({
                    expr: within(quantile, served(service)),
                    legend: `${quantile * 100} %`,
                })),
            ),
        ],
    };
}
