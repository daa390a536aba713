import { expect } from "chai";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import type { JaegerSettings } from "../../../components/observability/jaeger/settings";
import { eventually, folderFor, stopPrograms, text } from "./support";
import {
    call,
    sendJaegerThrift,
    sendOtlp,
    sendOtlpGrpc,
    sendZipkin,
    serverSpan,
    type TestSpan,
} from "./support/clients";
import { spansOf } from "./support/jaegerApi";
import { samplesAt, total } from "./support/samples";
import { startPipeline } from "./support/stack";

/** What must not be stored, under the names that instrumentation gives it, and what must. */
const secrets = {
    authorization: "Bearer s3cret",
    "http.request.header.authorization": "Bearer s3cret",
    "http.request.header.x-anything": "s3cret",
    "http.response.header.set-cookie": "s3cret",
    cookie: "s3cret",
    "X-Auth-Token": "s3cret",
    "db.statement": "select s3cret",
    "db.query.text": "select s3cret",
    "url.query": "token=s3cret",
    api_key: "s3cret",
} as const;
const addresses = {
    "http.url": "https://user:s3cret@shop.example.com/orders?token=s3cret",
    "url.full": "https://shop.example.com/orders?token=s3cret#s3cret",
    "http.target": "/orders?token=s3cret",
} as const;
const kept = {
    "http.request.method": "GET",
    "gen_ai.usage.input_tokens": "12",
    "guid:x-request-id": "r-1",
} as const;

describe("spans on their way through the collector into Jaeger", () => {
    let collector: CollectorSettings;
    let jaeger: JaegerSettings;

    before(async () => {
        ({ collector, jaeger } = await startPipeline(folderFor("pipeline")));
    });
    after(stopPrograms);

    const clients: readonly [string, (span: TestSpan) => Promise<void>][] = [
        ["OTLP over gRPC", (span) => sendOtlpGrpc(collector.listen.ports.otlpGrpc, [span])],
        ["OTLP over HTTP", (span) => sendOtlp(collector.listen.ports.otlpHttp, [span])],
        [
            "Jaeger's Thrift over HTTP",
            (span) => sendJaegerThrift(collector.listen.ports.jaegerThriftHttp, [span]),
        ],
        ["Zipkin", (span) => sendZipkin(collector.listen.ports.zipkin, [span])],
    ];
    for (const [protocol, send] of clients) {
        it(`takes spans in by ${protocol}, and Jaeger finds them without their credentials`, async () => {
            const span = serverSpan({
                service: "shop-front",
                name: "GET /orders?token=s3cret",
                attributes: { ...secrets, ...addresses, ...kept },
            });
            await send(span);
            const [found] = await eventually("the trace is in Jaeger", () =>
                spansOf(jaeger.listen.ports.jaegerUi, span.traceId),
            );
            expect(found?.service).to.equal("shop-front");
            expect(found?.name.toLowerCase()).to.equal("get /orders");
            expect(found?.tags).to.include({
                ...kept,
                "http.url": "https://shop.example.com/orders",
                "url.full": "https://shop.example.com/orders",
                "http.target": "/orders",
                "deployment.environment.name": "test",
                "k8s.cluster.name": "lab",
            });
            expect(JSON.stringify(found)).to.not.contain("s3cret");
        });
    }

    it("counts spans by service, name, kind and status, in the buckets of the settings", async () => {
        const { otlpHttp, spanMetrics } = collector.listen.ports;
        const slow = serverSpan({ service: "counted", name: "work", durationMs: 40, failed: true });
        await sendOtlp(otlpHttp, [slow, serverSpan({ service: "counted", name: "work" })]);
        const samples = await eventually("the spans are counted", async () => {
            const all = await samplesAt(spanMetrics);
            // A counter is first shown at zero, so that its first increase is seen.
            expect(total(all, "traces_span_metrics_calls_total", { service_name: "counted" })).to.equal(2);
            return all;
        });
        const calls = samples.filter(
            ({ name, labels }) =>
                name === "traces_span_metrics_calls_total" && labels["service_name"] === "counted",
        );
        expect(calls.map(({ labels, value }) => ({ ...labels, value }))).to.have.deep.members([
            {
                job: "counted",
                service_name: "counted",
                span_name: "work",
                span_kind: "SPAN_KIND_SERVER",
                status_code: "STATUS_CODE_ERROR",
                value: 1,
            },
            {
                job: "counted",
                service_name: "counted",
                span_name: "work",
                span_kind: "SPAN_KIND_SERVER",
                status_code: "STATUS_CODE_UNSET",
                value: 1,
            },
        ]);
        const within = (le: string) =>
            total(samples, "traces_span_metrics_duration_milliseconds_bucket", {
                service_name: "counted",
                le,
            });
        expect(["5", "50", "500", "+Inf"].map(within)).to.deep.equal([1, 2, 2, 2]);
    });

    it("answers on its health port, and shows its own metrics on another", async () => {
        const { health, ownMetrics } = collector.listen.ports;
        expect(await text(`http://127.0.0.1:${health}/`)).to.contain("Server available");
        expect(total(await samplesAt(ownMetrics), "otelcol_process_uptime")).to.be.greaterThan(0);
    });

    it("shows a trace with both ends of a call", async () => {
        const spans = call("shop-front", "shop-cart");
        await sendOtlp(collector.listen.ports.otlpHttp, spans);
        const found = await eventually("both spans are in Jaeger", async () => {
            const all = await spansOf(jaeger.listen.ports.jaegerUi, spans[0]?.traceId ?? "");
            expect(all).to.have.length(2);
            return all;
        });
        expect(found.map(({ service }) => service)).to.have.members(["shop-front", "shop-cart"]);
    });
});
