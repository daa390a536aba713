export { sendJaegerThrift } from "./jaegerThrift";
export { offerOtlp, sendOtlp } from "./otlp";
export { sendOtlpGrpc } from "./otlpGrpc";
export { call, newSpanId, newTraceId, serverSpan, type TestSpan } from "./span";
export { sendZipkin } from "./zipkin";
