import type { Workload } from "../../graph/model";
import type { EnvoyFilter } from "../../istio/types";
import type { ArrangedGraph, NamespacePart } from "../arrangedGraph";
import { envoyFilter } from "../envoyFilter";
import { metadata } from "../metadata";
import { distinctPorts, httpPorts } from "../ports";
import type { Target } from "../target";
import { type Limited, limitedAtPort } from "./limited";
import { sharedCounts } from "./sharedCounts";

/**
 * Limits of services, at the proxy of the workload that serves them, in whatever stage: an overload does not wait for
 * promotion.
 */
export function rateLimitFilters(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): EnvoyFilter[] {
    if (part.namespace.stage === "off") {
        return [];
    }
    return part.workloads.flatMap((workload) => ofWorkload(workload, arranged, target));
}

function ofWorkload(workload: Workload, arranged: ArrangedGraph, target: Target): EnvoyFilter[] {
    const limits = limitsByPort(workload, arranged);
    const insertions = [...limits].flatMap(([port, all]) =>
        sharedCounts(all, arranged, target).map((each) => ({ ...each, port })),
    );
    if (insertions.length === 0) {
        return [];
    }
    const meta = metadata(workload.namespace, `rate-limits-${workload.name}`);
    return [envoyFilter(meta, workload.selector, "SIDECAR_INBOUND", insertions)];
}

/** By port of the pod, ascending: Istio has a chain of filters for each. */
function limitsByPort(workload: Workload, arranged: ArrangedGraph): ReadonlyMap<number, readonly Limited[]> {
    const services = arranged.servedBy.get(workload.id) ?? [];
    const ports = services.flatMap((service) =>
        httpPorts(service).map(({ name, targetPort }) => ({ service, name, targetPort })),
    );
    return new Map(
        distinctPorts(ports.map(({ targetPort }) => targetPort)).map((port) => [
            port,
            ports
                .filter(({ targetPort }) => targetPort === port)
                .flatMap(({ service, name }) => limitedAtPort(service, name)),
        ]),
    );
}
