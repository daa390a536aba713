import type { Service } from "../../../graph";
import { figure, type PanelOf } from "../panels";
import { rate, requests, share, sum, within } from "../queries";
import { served } from "./requestsOf";

/** What is left when ten times as much fails as may. */
function tenfold(objective: number): number {
    return Number(Math.max(0, 1 - 10 * (1 - objective)).toPrecision(6));
}

export function httpNow(service: Service): readonly PanelOf[] {
    const objective = (service.slo?.availability ?? 99.9) / 100;
    return [
        figure(
            {
                title: "Answered",
                about: "Share of requests that did not fail by its fault.",
                unit: "percentunit",
                width: 4,
            },
            {
                expr: share('response_code!~"5.."', served(service)),
                levels: { good: "high", warn: objective, bad: tenfold(objective) },
                decimals: 3,
            },
        ),
        figure(
            { title: "Requests", about: "As its own proxy counts them.", unit: "reqps", width: 4 },
            { expr: sum(requests(served(service))), levels: { good: "any" } },
        ),
        figure(
            {
                title: "99 % within",
                about: "From the first byte of the request to the last of the answer, at its own proxy.",
                unit: "ms",
                width: 4,
            },
            { expr: within(0.99, served(service)), levels: latencyLevels(service) },
        ),
    ];
}

function latencyLevels({ slo }: Service) {
    const bound = slo?.latency?.withinMs;
    return bound === undefined
        ? ({ good: "any" } as const)
        : ({ good: "low", warn: bound, bad: 2 * bound } as const);
}

export function tcpNow(service: Service): readonly PanelOf[] {
    return [
        figure(
            {
                title: "Connections opened",
                about: "A second, as its own proxy counts them.",
                unit: "short",
                width: 6,
            },
            {
                expr: sum(rate("istio_tcp_connections_opened_total", served(service))),
                levels: { good: "any" },
            },
        ),
        figure(
            {
                title: "Connections that failed",
                about: "A second, as callers' proxies count them.",
                unit: "short",
                width: 6,
            },
            {
                expr: `${sum(rate("istio_tcp_connections_closed_total", `${served(service, "source")}, response_flags!="-"`))} or vector(0)`,
                levels: { good: "low", warn: 0.01, bad: 1 },
            },
        ),
    ];
}
