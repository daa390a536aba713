import { text as answer } from "../http";
import { type TestSpan, timesOf } from "./span";

/** Types of Thrift's binary protocol. */
const type = { i32: 8, i64: 10, text: 11, struct: 12, list: 15 } as const;
const stop = Buffer.from([0]);

/** Jaeger's own protocol: a batch in Thrift, over HTTP. All spans are of one service. */
export async function sendJaegerThrift(port: number, spans: readonly TestSpan[]): Promise<void> {
    const [first] = spans;
    const batch = struct([
        field(type.struct, 1, struct([text(1, first?.service ?? "")])),
        list(2, spans.map(encoded)),
    ]);
    await answer(`http://127.0.0.1:${port}/api/traces?format=jaeger.thrift`, {
        method: "POST",
        headers: { "content-type": "application/x-thrift" },
        body: new Uint8Array(batch),
    });
}

function encoded(span: TestSpan): Buffer {
    const id = (hex: string) => BigInt.asIntN(64, BigInt(`0x${hex}`));
    return struct([
        long(1, id(span.traceId.slice(16))),
        long(2, id(span.traceId.slice(0, 16))),
        long(3, id(span.spanId)),
        long(4, span.parentId === undefined ? 0n : id(span.parentId)),
        text(5, span.name),
        int(7, 1),
        long(8, timesOf(span).start / 1000n),
        long(9, BigInt(span.durationMs) * 1000n),
        list(
            10,
            Object.entries({ "span.kind": span.kind, ...span.attributes }).map(([key, value]) =>
                struct([text(1, key), int(2, 0), text(3, value)]),
            ),
        ),
    ]);
}

function struct(fields: readonly Buffer[]): Buffer {
    return Buffer.concat([...fields, stop]);
}

function field(kind: number, id: number, content: Buffer): Buffer {
    return Buffer.concat([Buffer.from([kind, 0, id]), content]);
}

function text(id: number, value: string): Buffer {
    const content = Buffer.from(value, "utf8");
    return field(type.text, id, Buffer.concat([number32(content.length), content]));
}

function int(id: number, value: number): Buffer {
    return field(type.i32, id, number32(value));
}

function long(id: number, value: bigint): Buffer {
    const content = Buffer.alloc(8);
    content.writeBigInt64BE(value);
    return field(type.i64, id, content);
}

function list(id: number, structs: readonly Buffer[]): Buffer {
    const head = Buffer.concat([Buffer.from([type.struct]), number32(structs.length)]);
    return field(type.list, id, Buffer.concat([head, ...structs]));
}

function number32(value: number): Buffer {
    const content = Buffer.alloc(4);
    content.writeInt32BE(value);
    return content;
}
