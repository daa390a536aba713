import { expect } from "chai";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import type { JaegerSettings } from "../../../components/observability/jaeger/settings";
import { eventually, folderFor, stopPrograms } from "./support";
import { sendOtlp, serverSpan, type TestSpan } from "./support/clients";
import { knows } from "./support/jaegerApi";
import { samplesAt, total } from "./support/samples";
import { startPipeline } from "./support/stack";

describe("tail sampling that keeps nothing ordinary", () => {
    let collector: CollectorSettings;
    let jaeger: JaegerSettings;

    before(async () => {
        const tailSampling = { percent: 0, slowerThanMs: 200 };
        ({ collector, jaeger } = await startPipeline(folderFor("sampling"), { tailSampling }));
    });
    after(stopPrograms);

    it("keeps errors and slow traces, drops the others, and counts them all", async () => {
        const { otlpHttp, spanMetrics, ownMetrics } = collector.listen.ports;
        const spans = (about: Partial<TestSpan>) =>
            Array.from({ length: 5 }, () => serverSpan({ service: "sampled", ...about }));
        const ordinary = spans({});
        const failed = spans({ failed: true });
        const slow = spans({ durationMs: 900 });
        await sendOtlp(otlpHttp, [...ordinary, ...failed, ...slow]);

        const { jaegerUi } = jaeger.listen.ports;
        for (const { traceId } of [...failed, ...slow]) {
            await eventually("what matters is in Jaeger", async () =>
                expect(await knows(jaegerUi, traceId)).to.equal(true),
            );
        }
        await eventually("the others are decided about", async () =>
            expect(
                total(
                    await samplesAt(ownMetrics),
                    "otelcol_processor_tail_sampling_global_count_traces_sampled",
                    { sampled: "false" },
                ),
            ).to.equal(5),
        );
        for (const { traceId } of ordinary) {
            expect(await knows(jaegerUi, traceId)).to.equal(false);
        }
        await eventually("all spans are counted", async () =>
            expect(
                total(await samplesAt(spanMetrics), "traces_span_metrics_calls_total", {
                    service_name: "sampled",
                }),
            ).to.equal(15),
        );
    });
});
