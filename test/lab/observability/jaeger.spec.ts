import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import type { JaegerSettings } from "../../../components/observability/jaeger/settings";
import { eventually, folderFor, json, type Program, stopPrograms, text } from "./support";
import { sendOtlp, serverSpan, type TestSpan } from "./support/clients";
import { archive, knows, spansOf } from "./support/jaegerApi";
import { samplesAt, total } from "./support/samples";
import {
    collectorPorts,
    collectorSettings,
    jaegerSettings,
    startGateway,
    startJaeger,
} from "./support/stack";

describe("Jaeger with the generated configuration", () => {
    const folder = folderFor("jaeger");
    let settings: JaegerSettings;
    let collector: CollectorSettings;
    let jaeger: Program;

    before(async () => {
        settings = await jaegerSettings(folder);
        jaeger = await startJaeger(settings, folder);
        collector = collectorSettings(await collectorPorts(), folder, {
            traces: { host: "127.0.0.1", port: settings.listen.ports.otlpGrpc, tls: false },
        });
        await startGateway(collector, folder);
    });
    after(stopPrograms);

    async function stored(span: TestSpan): Promise<void> {
        await eventually("the trace is in Jaeger", () =>
            spansOf(settings.listen.ports.jaegerUi, span.traceId),
        );
    }

    it("tells clients the share of the settings, by service and for all others", async () => {
        const strategyOf = (service: string) =>
            json(`http://127.0.0.1:${settings.listen.ports.sampling}/sampling?service=${service}`);
        const probability = (samplingRate: number) => ({ probabilisticSampling: { samplingRate } });
        expect(await strategyOf("front.shop")).to.deep.include(probability(1));
        expect(await strategyOf("front")).to.deep.include(probability(1));
        expect(await strategyOf("anything")).to.deep.include(probability(0.05));
    });

    it("gives its user interface the archive and the links", async () => {
        const page = await text(`http://127.0.0.1:${settings.listen.ports.jaegerUi}/`);
        expect(page).to.match(/"archiveEnabled":\s*true/);
        expect(page).to.contain("https://grafana.example.com/explore?");
    });

    it("shows its own metrics on the port that Prometheus scrapes", async () => {
        const samples = await samplesAt(settings.listen.ports.ownMetrics);
        expect(total(samples, "otelcol_process_uptime_seconds_total")).to.be.at.least(0);
    });

    it("keeps traces over a restart, and what was archived even without the rest", async () => {
        const span = serverSpan({ service: "kept" });
        const archived = serverSpan({ service: "archived" });
        await sendOtlp(collector.listen.ports.otlpHttp, [span, archived]);
        await stored(span);
        await stored(archived);
        await archive(settings.listen.ports.jaegerUi, archived.traceId);
        await jaeger.stop();
        jaeger = await startJaeger(settings, folder);
        await stored(span);
        await stored(archived);
        const services = await json<{ data: readonly string[] }>(
            `http://127.0.0.1:${settings.listen.ports.jaegerUi}/api/services`,
        );
        expect(services.data).to.include.members(["kept", "archived"]);

        await jaeger.stop();
        rmSync(join(settings.storage.folder, "main"), { recursive: true });
        jaeger = await startJaeger(settings, folder);
        await stored(archived);
        expect(await knows(settings.listen.ports.jaegerUi, span.traceId)).to.equal(false);
    });

    it("loses nothing that was sent while it was away", async () => {
        await jaeger.kill();
        const spans = Array.from({ length: 30 }, () => serverSpan({ service: "patient" }));
        for (const span of spans) {
            await sendOtlp(collector.listen.ports.otlpHttp, [span]);
        }
        await eventually("the collector has found Jaeger away", async () =>
            expect(
                total(await samplesAt(collector.listen.ports.ownMetrics), "otelcol_exporter_queue_size", {
                    data_type: "traces",
                }),
            ).to.be.greaterThan(0),
        );
        jaeger = await startJaeger(settings, folder);
        for (const span of spans) {
            await stored(span);
        }
        expect(
            await knows(settings.listen.ports.jaegerUi, serverSpan({ service: "never" }).traceId),
        ).to.equal(false);
    });
});
