import { connect } from "node:http2";
import { fixed64, hexBytes, message, text, whole } from "./protobuf";
import { type TestSpan, timesOf } from "./span";

const kinds = { server: 2, client: 3 } as const;

/** OTLP over gRPC, which is what proxies speak. */
export async function sendOtlpGrpc(port: number, spans: readonly TestSpan[]): Promise<void> {
    const status = await unary(
        port,
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        Buffer.concat(spans.map(resourceSpans)),
    );
    if (status !== "0") {
        throw new Error(`the collector answered with gRPC status ${status}`);
    }
}

function resourceSpans(span: TestSpan): Buffer {
    const resource = message(1, attribute(1, "service.name", span.service));
    return message(1, Buffer.concat([resource, message(2, message(2, encoded(span)))]));
}

function encoded(span: TestSpan): Buffer {
    const { start, end } = timesOf(span);
    return Buffer.concat([
        hexBytes(1, span.traceId),
        hexBytes(2, span.spanId),
        ...(span.parentId === undefined ? [] : [hexBytes(4, span.parentId)]),
        text(5, span.name),
        whole(6, kinds[span.kind]),
        fixed64(7, start),
        fixed64(8, end),
        ...Object.entries(span.attributes ?? {}).map(([key, value]) => attribute(9, key, value)),
        message(15, whole(3, span.failed ? 2 : 0)),
    ]);
}

function attribute(field: number, key: string, value: string): Buffer {
    return message(field, Buffer.concat([text(1, key), message(2, text(1, value))]));
}

/** One request, one answer; resolves with the status in the trailers. */
function unary(port: number, path: string, content: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
        const session = connect(`http://127.0.0.1:${port}`);
        session.once("error", reject);
        const stream = session.request({
            ":method": "POST",
            ":path": path,
            "content-type": "application/grpc",
            te: "trailers",
        });
        let status = "missing";
        const note = (headers: NodeJS.Dict<string | string[] | number>) => {
            status = `${headers["grpc-status"] ?? status}`;
        };
        stream.on("response", note);
        stream.on("trailers", note);
        stream.once("error", reject);
        stream.once("close", () => {
            session.close();
            resolve(status);
        });
        stream.resume();
        const frame = Buffer.alloc(5);
        frame.writeUInt32BE(content.length, 1);
        stream.end(Buffer.concat([frame, content]));
    });
}
