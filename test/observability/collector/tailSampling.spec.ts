import { expect } from "chai";
import { tailSampling, tracesHeld } from "../../../components/observability/collector/tailSampling";

describe("tail sampling", () => {
    it("keeps errors, slow traces and a share of the others", () => {
        expect(tailSampling({ percent: 5, slowerThanMs: 800 }, 512, "30s")["policies"]).to.deep.equal([
            { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
            { name: "slow", type: "latency", latency: { threshold_ms: 800 } },
            { name: "share", type: "probabilistic", probabilistic: { sampling_percentage: 5 } },
        ]);
    });

    it("holds no more traces than half of the memory limit has room for", () => {
        for (const mebibytes of [128, 512, 4096]) {
            const bytes = tracesHeld(mebibytes) * 10 * 2048;
            expect(bytes).to.be.at.most((mebibytes * 2 ** 20) / 2);
            expect(bytes).to.be.greaterThan(((mebibytes * 2 ** 20) / 2) * 0.99);
        }
    });

    it("remembers its decisions longer than it holds traces", () => {
        const held = tracesHeld(512);
        expect(tailSampling({ percent: 5, slowerThanMs: 800 }, 512, "30s")).to.deep.include({
            decision_wait: "30s",
            num_traces: held,
            decision_cache: { sampled_cache_size: held * 10, non_sampled_cache_size: held * 10 },
        });
    });
});
