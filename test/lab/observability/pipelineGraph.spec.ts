import { expect } from "chai";
import { collectorConfig } from "../../../components/observability/collector/collectorConfig";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import { eventually, folderFor, freePorts, stopPrograms } from "./support";
import { setApart } from "./support/apart";
import { call, sendOtlp } from "./support/clients";
import { samplesAt, total } from "./support/samples";
import { collectorPorts, collectorSettings, healthOf, intakeAt, startCollector } from "./support/stack";

describe("the graph of services", () => {
    let settings: CollectorSettings;

    before(async () => {
        const folder = folderFor("graph");
        settings = collectorSettings(await collectorPorts(), folder, { serviceGraph: true });
        const [spans = 0, metrics = 0] = await freePorts(2);
        const { rest, apart } = setApart(collectorConfig(settings), "servicegraph", { spans, metrics });
        await startCollector(rest, { folder, ready: healthOf(settings) });
        await startCollector(apart, {
            tool: "otelcol-servicegraph",
            ready: intakeAt(spans),
        });
    });
    after(stopPrograms);

    it("is made of calls seen from both ends, and shown beside the span metrics", async () => {
        const { otlpHttp, spanMetrics } = settings.listen.ports;
        await sendOtlp(otlpHttp, [...call("front", "cart"), ...call("front", "cart", { failed: true })]);
        const edge = { client: "front", server: "cart" };
        const samples = await eventually("the calls are counted", async () => {
            const all = await samplesAt(spanMetrics);
            expect(total(all, "traces_service_graph_request_total", edge)).to.equal(2);
            // A counter is first shown at zero.
            expect(total(all, "traces_span_metrics_calls_total", { service_name: "cart" })).to.equal(2);
            return all;
        });
        expect(total(samples, "traces_service_graph_request_failed_total", edge)).to.equal(1);
        expect(total(samples, "traces_service_graph_request_server_seconds_count", edge)).to.equal(2);
        const bounds = samples
            .filter(({ name }) => name === "traces_service_graph_request_server_seconds_bucket")
            .map(({ labels }) => labels["le"]);
        expect([...new Set(bounds)]).to.deep.equal(["0.005", "0.05", "0.5", "+Inf"]);
    });
});
