import { json, text } from "./http";

interface JaegerTrace {
    readonly traceID: string;
    readonly spans: readonly JaegerSpan[];
    readonly processes: Readonly<
        Record<string, { readonly serviceName: string; readonly tags?: readonly Tag[] }>
    >;
}
interface JaegerSpan {
    readonly spanID: string;
    readonly operationName: string;
    readonly processID: string;
    readonly tags: readonly Tag[];
}
interface Tag {
    readonly key: string;
    readonly value: unknown;
}

export interface FoundSpan {
    readonly service: string;
    readonly name: string;
    /** Tags of the span and of its process. */
    readonly tags: Readonly<Record<string, unknown>>;
}

/** Spans of a trace as Jaeger's own API has them; throws while there is no such trace. */
export async function spansOf(port: number, traceId: string): Promise<readonly FoundSpan[]> {
    const { data } = await json<{ data: readonly JaegerTrace[] }>(
        `http://127.0.0.1:${port}/api/traces/${traceId}`,
    );
    return data.flatMap(({ spans, processes }) =>
        spans.map((span) => {
            const process = processes[span.processID];
            const tags = [...(process?.tags ?? []), ...span.tags];
            return {
                service: process?.serviceName ?? "",
                name: span.operationName,
                tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
            };
        }),
    );
}

/** Whether Jaeger knows the trace. */
export async function knows(port: number, traceId: string): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${port}/api/traces/${traceId}`);
    await response.arrayBuffer();
    if (response.status !== 200 && response.status !== 404) {
        throw new Error(`Jaeger answered ${response.status}`);
    }
    return response.status === 200;
}

/** Puts a trace into the archive. */
export async function archive(port: number, traceId: string): Promise<void> {
    await text(`http://127.0.0.1:${port}/api/archive/${traceId}`, { method: "POST" });
}
