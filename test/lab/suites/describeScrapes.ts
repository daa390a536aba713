import { readFileSync } from "node:fs";
import { expect } from "chai";
import { settingsOf } from "../../../components/observability/prometheus/manifests";
import { shippedContext } from "../../observability/support/shipped";
import { eventually, folderFor, freePorts, stopPrograms } from "../observability/support";
import { sendOtlp, serverSpan } from "../observability/support/clients";
import { scrapedAt, startPrometheus, valuesAt } from "../observability/support/prometheus";
import { startPipeline } from "../observability/support/stack";
import type { TestLab } from "../support/testLab";

/** The stack's own Prometheus configuration on what really runs: no pod of the lab can be reached by its address. */
export function describeScrapes(lab: TestLab): void {
    let prometheus: string;

    before(async () => {
        const folder = folderFor("scrapes");
        const { collector, jaeger } = await startPipeline(folder);
        const { ownMetrics, spanMetrics, otlpHttp } = collector.listen.ports;
        await sendOtlp(otlpHttp, [serverSpan({ service: "front" })]);
        const [port = 0] = await freePorts(1);
        prometheus = `127.0.0.1:${port}`;
        const targets = new Map([
            ["istiod", await monitoringAddress(lab)],
            ["otel-collector", `127.0.0.1:${ownMetrics}`],
            ["otel-collector-spans", `127.0.0.1:${spanMetrics}`],
            ["jaeger", `127.0.0.1:${jaeger.listen.ports.ownMetrics}`],
        ]);
        const settings = scrapedAt(settingsOf(shippedContext("dev")), targets);
        expect(settings.jobs.map(({ name }) => name)).to.have.members([...targets.keys()]);
        const { alertmanager: _, ...withoutAlerts } = settings;
        await startPrometheus({ ...withoutAlerts, ruleFiles: [] }, prometheus, folder);
    });
    after(stopPrograms);

    it("reads istiod, the collector, its span metrics and Jaeger", async () => {
        await eventually("all four answer", async () => {
            expect(await valuesAt(prometheus, "up")).to.deep.equal(["1", "1", "1", "1"]);
        });
    });

    for (const [what, query] of [
        // Not its pushes: they are counted from the first proxy on, and none of kwok's pods runs one.
        ["of the lab's istiod, the services it knows", "max(pilot_services) > 0"],
        [
            "of the lab's istiod, how long its authority lasts",
            "citadel_server_root_cert_expiry_timestamp > time()",
        ],
        ["of the collector, the spans it took", "sum(otelcol_receiver_accepted_spans_total) > 0"],
        [
            "of its span metrics, the calls of a service",
            'sum(traces_span_metrics_calls_total{service_name="front"}) > 0',
        ],
    ] as const) {
        it(`has ${what}`, async () => {
            await eventually(query, async () => expect(await valuesAt(prometheus, query)).to.have.length(1));
        });
    }
}

/** Where the istiod of the lab shows its metrics: a free port, that its command line has. */
async function monitoringAddress(lab: TestLab): Promise<string> {
    const { processes } = await lab.status();
    const addresses = processes.flatMap(({ name, pid }) => {
        const command = name.startsWith("istiod") && pid !== undefined ? commandOf(pid) : "";
        return /--monitoringAddr[=\0]([^\0]+)/.exec(command)?.[1] ?? [];
    });
    expect(addresses, "istiods of the lab").to.have.length(1);
    return addresses[0] ?? "";
}

function commandOf(pid: number): string {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}
