import { posted, text } from "../http";
import { type TestSpan, timesOf } from "./span";

/** Zipkin's second protocol, over HTTP. */
export async function sendZipkin(port: number, spans: readonly TestSpan[]): Promise<void> {
    await text(
        `http://127.0.0.1:${port}/api/v2/spans`,
        posted(
            spans.map((span) => ({
                traceId: span.traceId,
                id: span.spanId,
                ...(span.parentId === undefined ? {} : { parentId: span.parentId }),
                name: span.name,
                kind: span.kind.toUpperCase(),
                timestamp: Number(timesOf(span).start / 1000n),
                duration: span.durationMs * 1000,
                localEndpoint: { serviceName: span.service },
                tags: { ...span.attributes, ...(span.failed ? { error: "true" } : {}) },
            })),
        ),
    );
}
