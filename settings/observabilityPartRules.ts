import { durationMilliseconds } from "../components/graph/duration";
import { memoryBytes } from "../components/graph/quantity";
import { shown } from "../components/graph/shape";
import { scalePresets } from "../components/observability/scale";
import { didYouMean } from "../components/suggestion";
import { storageFields } from "./buildJaegerStorage";
import { namespaceOfHost } from "./observabilityFormats";
import type { RawObservability } from "./observabilitySchema";
import { hostAndPort } from "./resilienceSchema";
import type { Say } from "./say";

export interface PartContext {
    readonly production: boolean;
    readonly error: Say;
    readonly warning: Say;
}

/** What must hold within each part, and between them. */
export function checkParts(raw: RawObservability, context: PartContext): void {
    checkCollector(raw, context.error);
    checkJaeger(raw, context);
    checkPrometheus(raw, context);
    checkRoutes(raw, context.error);
    if (installs(raw.kiali) && raw.prometheus?.mode === "off") {
        const message =
            "Kiali shows what Prometheus measures, and that is off; write mode: off here too, or take it from there";
        context.error("kiali-without-prometheus", message, "kiali");
    }
}

function installs(part: { readonly mode?: string | undefined } | undefined): boolean {
    return part?.mode === undefined || part.mode === "install";
}

function checkCollector({ collector, scale = "small" }: RawObservability, error: Say): void {
    if (!installs(collector)) {
        return;
    }
    const preset = scalePresets[scale].collector;
    const limiter = collector?.memoryLimiter ?? preset.memoryLimitMib;
    const limit = collector?.resources?.memoryLimit ?? preset.resources.memoryLimit;
    const mebibytes = Math.floor((memoryBytes(limit) ?? Number.POSITIVE_INFINITY) / 2 ** 20);
    // What the runtime holds beside the heap: the process was measured some 50 MiB above its limiter.
    const least = Math.ceil(limiter * 1.2) + 64;
    if (mebibytes < least) {
        const message = `the memory limiter lets ${limiter} MiB of spans in, and the container is ended at ${limit}; give it ${least}Mi at least (resources.memoryLimit), or lower memoryLimiter`;
        error("limiter-above-limit", message, "collector", "memoryLimiter");
    }
    const bounds = (collector?.buckets ?? []).map((bound) => durationMilliseconds(bound) ?? 0);
    const at = bounds.findIndex((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0));
    if (at > 0) {
        const message = `${shown(collector?.buckets?.[at])} is not above the bound before it; write them in ascending order`;
        error("bucket-order", message, "collector", "buckets", at);
    }
}

function checkJaeger({ jaeger, scale }: RawObservability, { production, error, warning }: PartContext): void {
    if (!installs(jaeger)) {
        return;
    }
    if (production && jaeger?.retention === undefined) {
        const message =
            "missing; traces hold what customers did, so in production write how long they are kept, such as retention: 48h";
        error("retention-missing", message, "jaeger", "retention");
    }
    const { kind = "badger", ...storage } = jaeger?.storage ?? {};
    const { known, needed }: { known: readonly string[]; needed: readonly string[] } = storageFields[kind];
    for (const word of Object.keys(storage)) {
        if (!known.includes(word)) {
            const message = `${kind} has no "${word}"; it has ${known.join(", ")}`;
            error("other-storage", message, "jaeger", "storage", word);
        }
    }
    for (const word of needed) {
        if (!(word in storage)) {
            error("storage-incomplete", `missing; ${kind} is found by it`, "jaeger", "storage", word);
        }
    }
    checkAddresses(jaeger, error);
    if (kind !== "badger") {
        return;
    }
    const shared =
        "its files belong to one process; write another storage, such as { kind: opensearch, url: https://opensearch.example.com:9200 }";
    if (jaeger?.replicas !== undefined && jaeger.replicas > 1) {
        error(
            "badger-replicas",
            `${jaeger.replicas} pods cannot share Badger: ${shared}, or 1`,
            "jaeger",
            "replicas",
        );
    }
    if (jaeger?.kafka !== undefined) {
        error(
            "badger-behind-kafka",
            `what reads from Kafka cannot share Badger with what answers: ${shared}`,
            "jaeger",
            "kafka",
        );
    }
    if (scale === "large") {
        const message =
            "Badger writes what one machine can, about 5,000 spans a second; at this scale write another storage, or mode: existing";
        warning("badger-at-scale", message, "jaeger", "storage");
    }
}

function checkAddresses(jaeger: RawObservability["jaeger"], error: Say): void {
    for (const [list, ...steps] of [
        [jaeger?.storage?.servers ?? [], "storage", "servers"],
        [jaeger?.kafka?.brokers ?? [], "kafka", "brokers"],
    ] as const) {
        for (const [index, address] of list.entries()) {
            if (hostAndPort(address) === undefined) {
                const message = `${shown(address)} names no port; write host and port, as in "store.example.com:9042"`;
                error("bad-host-port", message, "jaeger", ...steps, index);
            }
        }
    }
}

function checkPrometheus({ prometheus, scale }: RawObservability, { error, warning }: PartContext): void {
    const { mode, namespace, host, remoteWrite } = prometheus ?? {};
    if (
        mode === "existing" &&
        host !== undefined &&
        namespace === undefined &&
        namespaceOfHost(host) === undefined
    ) {
        const message =
            "missing; its host tells no namespace, and metrics ports are opened to the namespace it scrapes from";
        error("namespace-missing", message, "prometheus", "namespace");
    }
    if (installs(prometheus) && scale === "large" && remoteWrite === undefined) {
        const message =
            "one Prometheus holds some ten million series; at this scale send samples on (remoteWrite), or write mode: existing";
        warning("prometheus-at-scale", message, "prometheus");
    }
}

/** Alerts go to receivers that are declared, and a Slack receiver says where. */
function checkRoutes({ alertmanager }: RawObservability, error: Say): void {
    const known = new Set(Object.keys(alertmanager?.receivers ?? {}));
    for (const [route, receiver] of Object.entries(alertmanager?.routes ?? {})) {
        if (!known.has(receiver)) {
            const list = known.size === 0 ? "none is declared" : `known: ${[...known].sort().join(", ")}`;
            const message = `unknown receiver ${shown(receiver)}${didYouMean(receiver.slice(0, 80), known)}; ${list}`;
            error("unknown-receiver", message, "alertmanager", "routes", route);
        }
    }
    for (const [name, { kind, channel }] of Object.entries(alertmanager?.receivers ?? {})) {
        if (kind === "slack" && channel === undefined) {
            const message = `missing; write the channel it posts to, such as "#on-call"`;
            error("channel-missing", message, "alertmanager", "receivers", name, "channel");
        }
        if (kind !== "slack" && channel !== undefined) {
            error(
                "channel-elsewhere",
                `only Slack has channels, this is ${kind}; remove it`,
                "alertmanager",
                "receivers",
                name,
                "channel",
            );
        }
    }
}
