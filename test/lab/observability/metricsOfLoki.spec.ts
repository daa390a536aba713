import { expect } from "chai";
import { inventory } from "../../observability/support/inventories";
import { eventually, folderFor, freePorts, posted, stopPrograms, text } from "./support";
import { startLoki } from "./support/loki";
import { samplesAt, total } from "./support/samples";

/** Two weeks: Loki takes nothing that is older than the first of them. */
const old = 14 * 24 * 3_600_000;

describe("what a real Loki says of itself", () => {
    let http: number;

    before(async () => {
        const [first = 0, grpc = 0] = await freePorts(2);
        http = first;
        await startLoki({ http, grpc }, folderFor("loki-metrics"));
        await send(Date.now());
        // It answers that it did not take this one.
        await send(Date.now() - old).catch(() => undefined);
    });
    after(stopPrograms);

    function send(at: number): Promise<string> {
        const resource = { attributes: [{ key: "service.name", value: { stringValue: "web" } }] };
        const record = { timeUnixNano: `${at}000000`, body: { stringValue: "a line" } };
        const body = { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] };
        return text(`http://127.0.0.1:${http}/otlp/v1/logs`, posted(body));
    }

    it("counts the lines it discards, by the reason that an alert tells", async () => {
        await eventually("the old line is counted", async () => {
            const samples = await samplesAt(http);
            expect(
                total(samples, "loki_discarded_samples_total", { reason: "greater_than_max_sample_age" }),
            ).to.equal(1);
        });
    });

    it("has every metric, with every label, that rules and dashboards may read of it", async () => {
        // Some are counted first when Loki looks after its stores.
        await eventually("every metric is there", async () => {
            const samples = await samplesAt(http);
            for (const [metric, labels] of inventory("loki")) {
                // Counted in a panic alone.
                const found = samples.find(({ name }) => name === metric);
                if (metric !== "loki_panic_total") {
                    expect(Object.keys(found?.labels ?? {}), metric).to.include.members([...labels]);
                }
            }
        });
    });
});
