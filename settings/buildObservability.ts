import type { Exporters, Observability, Sampling } from "../components/graph";
import { scalePresets } from "../components/observability/scale";
import {
    buildAlertmanager,
    buildCollector,
    buildGrafana,
    buildJaeger,
    buildKiali,
    buildLoki,
    buildPrometheus,
} from "./buildObservabilityParts";
import type { RawExporters } from "./observabilityPartSchemas";
import type { RawObservability } from "./observabilitySchema";
import { isProduction } from "./production";
import { sortedMap } from "./sortedMap";
import type { StackContent } from "./stackSchema";

/** Absent unless it is declared: then every part of it is installed that is not said to exist or to be off. */
export function buildObservability({ observability: raw, environment = "", tags }: StackContent): {
    observability?: Observability;
} {
    if (raw === undefined) {
        return {};
    }
    const preset = scalePresets[raw.scale ?? "small"];
    const { grafana, jaeger, prometheus } = raw.links ?? {};
    return {
        observability: {
            namespace: observabilityNamespace(raw),
            tag: raw.tag ?? (tags?.["stable"] === undefined ? "default" : "stable"),
            environment,
            cluster: raw.cluster ?? environment,
            sampling: buildSampling(raw.sampling),
            accessLog: raw.accessLog ?? (isProduction(environment) ? "errors" : "all"),
            links: {
                ...(grafana === undefined ? {} : { grafana }),
                ...(jaeger === undefined ? {} : { jaeger }),
                ...(prometheus === undefined ? {} : { prometheus }),
            },
            runbooks: raw.runbooks ?? "docs/runbooks",
            collector: buildCollector(raw.collector ?? {}, preset),
            jaeger: buildJaeger(raw.jaeger ?? {}, preset),
            prometheus: buildPrometheus(raw.prometheus ?? {}, preset),
            alertmanager: buildAlertmanager(raw.alertmanager ?? {}, preset),
            grafana: buildGrafana(raw.grafana ?? {}, preset),
            loki: buildLoki(raw.loki ?? {}, preset),
            kiali: buildKiali(raw.kiali ?? {}, preset),
            exporters: buildExporters(raw.exporters ?? {}),
            images: { ...raw.images },
        },
    };
}

/** `observability`, when nothing is written. */
export function observabilityNamespace({ namespace = "observability" }: RawObservability): string {
    return namespace;
}

/** What is written for the mesh, and what for workloads. */
export function samplingOf(sampling: RawObservability["sampling"]): {
    readonly percent: number | undefined;
    readonly workloads: Readonly<Record<string, number>>;
} {
    return typeof sampling === "number"
        ? { percent: sampling, workloads: {} }
        : { percent: sampling?.percent, workloads: sampling?.workloads ?? {} };
}

/** In production it is written: a rule refuses its absence. */
function buildSampling(raw: RawObservability["sampling"]): Sampling {
    const { percent = 100, workloads } = samplingOf(raw);
    return { percent, workloads: sortedMap(workloads, (share) => share) };
}

function buildExporters({ node = false, redis, postgres, kafka }: RawExporters): Exporters {
    return {
        node,
        redis: sortedMap(redis, ({ secret }) => (secret === undefined ? {} : { secret })),
        postgres: sortedMap(postgres, ({ secret }) => ({ secret })),
        kafka: sortedMap(kafka, () => ({})),
    };
}
