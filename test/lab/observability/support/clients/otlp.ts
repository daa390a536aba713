import { posted, text } from "../http";
import { type TestSpan, timesOf } from "./span";

const kinds = { server: 2, client: 3 } as const;

/** OTLP over HTTP, as JSON. */
export async function sendOtlp(port: number, spans: readonly TestSpan[]): Promise<void> {
    await text(`http://127.0.0.1:${port}/v1/traces`, posted(exportRequest(spans)));
}

/** How the request was answered, whatever the answer is. */
export async function offerOtlp(port: number, spans: readonly TestSpan[]): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${port}/v1/traces`, posted(exportRequest(spans)));
    await response.arrayBuffer();
    return response.status;
}

function exportRequest(spans: readonly TestSpan[]) {
    return {
        resourceSpans: spans.map((span) => {
            const { start, end } = timesOf(span);
            return {
                resource: { attributes: attributes({ "service.name": span.service, ...span.resource }) },
                scopeSpans: [
                    {
                        scope: { name: "test" },
                        spans: [
                            {
                                traceId: span.traceId,
                                spanId: span.spanId,
                                ...(span.parentId === undefined ? {} : { parentSpanId: span.parentId }),
                                name: span.name,
                                kind: kinds[span.kind],
                                startTimeUnixNano: `${start}`,
                                endTimeUnixNano: `${end}`,
                                attributes: attributes(span.attributes ?? {}),
                                status: { code: span.failed ? 2 : 0 },
                            },
                        ],
                    },
                ],
            };
        }),
    };
}

function attributes(all: Readonly<Record<string, string>>) {
    return Object.entries(all).map(([key, value]) => ({ key, value: { stringValue: value } }));
}
