import { randomBytes } from "node:crypto";

/** A span as a test thinks of it; every client says it in its own protocol. */
export interface TestSpan {
    /** 32 hexadecimal digits. */
    readonly traceId: string;
    /** 16 hexadecimal digits. */
    readonly spanId: string;
    readonly parentId?: string;
    readonly service: string;
    readonly name: string;
    readonly kind: "client" | "server";
    readonly durationMs: number;
    readonly failed?: boolean;
    readonly attributes?: Readonly<Record<string, string>>;
    /** What the sender says of itself, besides the service's name; OTLP alone has words for it. */
    readonly resource?: Readonly<Record<string, string>>;
}

export function newTraceId(): string {
    return randomBytes(16).toString("hex");
}
export function newSpanId(): string {
    return randomBytes(8).toString("hex");
}

/** A server's span of a trace of its own, with what differs. */
export function serverSpan(span: Pick<TestSpan, "service"> & Partial<TestSpan>): TestSpan {
    return {
        traceId: newTraceId(),
        spanId: newSpanId(),
        name: "GET /orders",
        kind: "server",
        durationMs: 3,
        ...span,
    };
}

/** A call as both ends see it. */
export function call(from: string, to: string, rest: Partial<TestSpan> = {}): readonly TestSpan[] {
    const client = serverSpan({ service: from, kind: "client", ...rest });
    return [client, serverSpan({ service: to, ...rest, traceId: client.traceId, parentId: client.spanId })];
}

/** Nanoseconds since 1970; the span has just ended. */
export function timesOf({ durationMs }: TestSpan): { readonly start: bigint; readonly end: bigint } {
    const end = BigInt(Date.now()) * 1_000_000n;
    return { start: end - BigInt(durationMs) * 1_000_000n, end };
}
