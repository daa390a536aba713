import type { ExperimentRollout, ServiceRollout, WorkloadVersion } from "../components/graph";
import { defaultExperimentHeader, type RawExperiment } from "./experimentSchema";
import type { RawServiceRollout, RawWorkloadVersion } from "./trafficSchema";

export function buildServiceRollout({ weights, mirror }: RawServiceRollout): ServiceRollout {
    return {
        ...(weights === undefined ? {} : { share: buildShare(weights) }),
        ...(mirror === undefined
            ? {}
            : { mirror: { subset: mirror.subset, percent: mirror.percent ?? 100 } }),
    };
}

function buildShare(weights: NonNullable<RawServiceRollout["weights"]>): ServiceRollout["share"] {
    return typeof weights === "string"
        ? { kind: "external" }
        : { kind: "weights", weights: entries(weights).map(([subset, weight]) => ({ subset, weight })) };
}

export function buildVersions(
    versions: Readonly<Record<string, RawWorkloadVersion>>,
): readonly WorkloadVersion[] {
    return entries(versions).map(([version, { image, replicas = 1 }]) => ({ version, image, replicas }));
}

export function buildExperiment({
    service,
    header,
    delay,
    abort,
    callers = [],
    until,
}: RawExperiment): ExperimentRollout {
    return {
        service,
        header: { ...(header ?? defaultExperimentHeader) },
        ...(delay === undefined ? {} : { delay: { ...delay } }),
        ...(abort === undefined ? {} : { abort: { ...abort } }),
        callers: [...callers],
        until,
    };
}

function entries<Value>(map: Readonly<Record<string, Value>>): [string, Value][] {
    return Object.entries(map).sort(([left], [right]) => (left < right ? -1 : 1));
}
