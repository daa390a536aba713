import type { Observability } from "../../graph/observability";
import type { SpanTag } from "../../istio/telemetryTypes";

/** Headers that become tags of the same name (TRC-10); none of them carries a credential (G-11). */
const headers = ["x-correlation-id", "x-request-id", "user-agent"] as const;

/** Tags of every span (TRC-11): where it was, and what tells the request apart. */
function meshTags({ environment, cluster }: Observability): Readonly<Record<string, SpanTag>> {
    return {
        cluster: literal(cluster),
        environment: literal(environment),
        ...Object.fromEntries(headers.map((name) => [name, { header: { name } }])),
    };
}

/**
 * Tags of a workload's spans (TRC-12): the mesh's once more, because a Telemetry's tags replace those above it whole
 * (istio, pilot/pkg/model/telemetry.go, `Tracing`: "here we do a shallow merge").
 */
export function workloadTags(
    observability: Observability,
    own: Readonly<Record<string, string>>,
): Readonly<Record<string, SpanTag>> {
    const all = { ...meshTags(observability), ...mapValues(own) };
    return Object.fromEntries(Object.entries(all).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function mapValues(own: Readonly<Record<string, string>>): Record<string, SpanTag> {
    return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, literal(value)]));
}

function literal(value: string): SpanTag {
    return { literal: { value } };
}
