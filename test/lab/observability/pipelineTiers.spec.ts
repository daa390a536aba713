import { expect } from "chai";
import { collectorConfig } from "../../../components/observability/collector/collectorConfig";
import type { CollectorSettings } from "../../../components/observability/collector/settings";
import type { JaegerSettings } from "../../../components/observability/jaeger/settings";
import { provedVersions } from "../../../lab/tools/observabilityTable";
import { eventually, folderFor, freePorts, stopPrograms } from "./support";
import { setApart } from "./support/apart";
import { call, sendOtlp } from "./support/clients";
import { knows, spansOf } from "./support/jaegerApi";
import { samplesAt, total } from "./support/samples";
import {
    collectorPorts,
    collectorSettings,
    healthOf,
    intakeAt,
    jaegerSettings,
    startCollector,
    startGateway,
    startJaeger,
} from "./support/stack";

describe("two tiers of collectors", () => {
    let front: CollectorSettings;
    let seconds: readonly CollectorSettings[];
    let jaeger: JaegerSettings;

    before(async () => {
        const folder = folderFor("tiers");
        jaeger = await jaegerSettings(folder);
        await startJaeger(jaeger, folder);
        const traces = { host: "127.0.0.1", port: jaeger.listen.ports.otlpGrpc, tls: false };
        const tailSampling = { percent: 0, slowerThanMs: 1000 };
        seconds = await Promise.all(
            ["a", "b"].map(async (name) =>
                collectorSettings(await collectorPorts(), `${folder}/${name}`, {
                    tier: "traces",
                    traces,
                    tailSampling,
                }),
            ),
        );
        await Promise.all(seconds.map((settings) => startGateway(settings, folderFor("tier"))));

        front = collectorSettings(await collectorPorts(), folder, {
            tier: "front",
            traces,
            tailSampling,
            secondTier: {
                hostnames: seconds.map(({ listen }) => `127.0.0.1:${listen.ports.otlpGrpc}`),
            },
        });
        // The exporter that chooses a pod is in another program, under its older name.
        const [spans = 0, metrics = 0] = await freePorts(2);
        const { rest, apart } = setApart(
            collectorConfig(front),
            "load_balancing",
            { spans, metrics },
            { name: "loadbalancing" },
        );
        expect(provedVersions.serviceGraph).to.equal("0.111.0");
        await startCollector(apart, {
            tool: "otelcol-servicegraph",
            ready: intakeAt(spans),
        });
        await startCollector(rest, { folder, ready: healthOf(front) });
    });
    after(stopPrograms);

    it("bring all spans of a trace to one pod, which keeps it whole for one error in it", async () => {
        const { otlpHttp, spanMetrics } = front.listen.ports;
        const failed = Array.from({ length: 20 }, () =>
            call("front", "cart").map((span) => ({ ...span, failed: span.kind === "server" })),
        );
        const ordinary = Array.from({ length: 20 }, () => call("front", "cart"));
        // Each end reports by itself, as two proxies do.
        for (const kind of ["client", "server"]) {
            await sendOtlp(
                otlpHttp,
                [...failed, ...ordinary].flat().filter((span) => span.kind === kind),
            );
        }
        const { jaegerUi } = jaeger.listen.ports;
        for (const [client] of failed) {
            await eventually("the trace is whole", async () =>
                expect(await spansOf(jaegerUi, client?.traceId ?? "")).to.have.length(2),
            );
        }
        for (const [client] of ordinary) {
            expect(await knows(jaegerUi, client?.traceId ?? "")).to.equal(false);
        }
        const taken = await eventually("the second tier has counted all of them", async () => {
            const counts = await Promise.all(
                seconds.map(async ({ listen }) =>
                    total(await samplesAt(listen.ports.ownMetrics), "otelcol_receiver_accepted_spans"),
                ),
            );
            expect(counts.reduce((sum, count) => sum + count)).to.equal(80);
            return counts;
        });
        for (const count of taken) {
            expect(count).to.be.greaterThan(0);
        }
        await eventually("the first tier has counted all of them", async () =>
            expect(total(await samplesAt(spanMetrics), "traces_span_metrics_calls_total")).to.equal(80),
        );
    });
});
