import { type Catalogue, servicesOf } from "../catalogue";
import { durationMilliseconds } from "../duration";
import { latencyBoundaries } from "../latencyBoundaries";
import type { Report } from "../report";
import type { RawService } from "../sections/service";
import { carriesHttp } from "./operations";

/** Promises that can be measured: by requests that have an answer, and at a bound the proxies count at. */
export function checkObjectives({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, service] of servicesOf(namespace)) {
            if (service.slo !== undefined) {
                checkObjective(
                    service,
                    service.slo,
                    (...steps) => namespace.at("services", name, "slo", ...steps),
                    report,
                );
            }
        }
    }
}

function checkObjective(
    { ports }: RawService,
    { latency }: NonNullable<RawService["slo"]>,
    at: (...steps: readonly string[]) => string,
    report: Report,
): void {
    const protocols = Object.values(ports).map(({ protocol }) => protocol);
    if (protocols.length > 0 && !protocols.some(carriesHttp)) {
        const message =
            "a share of requests needs requests, and this service has only connections; remove it";
        report.error("slo-on-tcp", at(), message);
    }
    const within = latency === undefined ? undefined : durationMilliseconds(latency.within);
    if (latency !== undefined && within !== undefined && !latencyBoundaries.includes(within)) {
        const message = `proxies do not count requests within ${latency.within}, only within the bounds of their histogram; write ${neighbours(within)}`;
        report.error("slo-boundary", at("latency", "within"), message);
    }
}

/** The bounds on both sides. */
function neighbours(within: number): string {
    const below = latencyBoundaries.filter((bound) => bound >= 1 && bound < within).slice(-1);
    const above = latencyBoundaries.filter((bound) => bound > within).slice(0, 1);
    return [...below, ...above].map((bound) => `"${durationText(bound)}"`).join(" or ");
}

function durationText(milliseconds: number): string {
    for (const [unit, size] of [
        ["h", 3_600_000],
        ["m", 60_000],
        ["s", 1000],
    ] as const) {
        if (milliseconds % size === 0) {
            return `${milliseconds / size}${unit}`;
        }
    }
    return `${milliseconds}ms`;
}
