import { expect } from "chai";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import { eventually, folderFor, type Program, stopPrograms, text } from "./support";
import { offerOtlp, sendOtlp, serverSpan } from "./support/clients";
import { samplesAt, total } from "./support/samples";
import { collectorPorts, collectorSettings, startGateway } from "./support/stack";

describe("a collector above its memory limit", () => {
    let settings: CollectorSettings;
    let collector: Program;

    before(async () => {
        const folder = folderFor("memory");
        settings = collectorSettings(await collectorPorts(), folder, {
            // Just above what the program takes when it idles; each trace is held until it is decided about.
            memoryLimitMib: 60,
            tailSampling: { percent: 100, slowerThanMs: 1000 },
            traces: { host: "127.0.0.1", port: 1, tls: false },
        });
        collector = await startGateway(
            { ...settings, timing: { ...settings.timing, decision: "3s" } },
            folder,
        );
    });
    after(stopPrograms);

    it("refuses spans with an answer to try again, keeps running, and takes them in again later", async () => {
        const { otlpHttp, health, ownMetrics } = settings.listen.ports;
        const flood = () =>
            Array.from({ length: 400 }, () =>
                serverSpan({ service: "flood", attributes: { filler: "x".repeat(10_000) } }),
            );
        await eventually("it refuses", async () => expect(await offerOtlp(otlpHttp, flood())).to.equal(503));
        expect(
            total(await samplesAt(ownMetrics), "otelcol_processor_memory_limiter_refused_spans", {}),
        ).to.be.greaterThan(0);
        expect(await text(`http://127.0.0.1:${health}/`)).to.contain("Server available");

        await eventually("it takes spans in again", () =>
            sendOtlp(otlpHttp, [serverSpan({ service: "after" })]),
        );
        expect(collector.running).to.equal(true);
    });
});
