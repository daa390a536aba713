import { expect } from "chai";
import { samplingStrategies } from "../../../components/observability/jaeger/samplingStrategies";

describe("sampling strategies for clients", () => {
    it("are the share of the proxies for all", () => {
        expect(samplingStrategies({ percent: 5, workloads: new Map() })).to.deep.equal({
            default_strategy: { type: "probabilistic", param: 0.05 },
            service_strategies: [],
        });
    });

    it("name a workload's services both ways, sorted", () => {
        const workloads = new Map([
            ["shop/front", 100],
            ["core/maximus", 0.5],
        ]);
        expect(samplingStrategies({ percent: 1, workloads }).service_strategies).to.deep.equal([
            { service: "front", type: "probabilistic", param: 1 },
            { service: "front.shop", type: "probabilistic", param: 1 },
            { service: "maximus", type: "probabilistic", param: 0.005 },
            { service: "maximus.core", type: "probabilistic", param: 0.005 },
        ]);
    });

    it("say nothing of a bare name that two namespaces have", () => {
        const workloads = new Map([
            ["shop/front", 100],
            ["stock/front", 10],
        ]);
        expect(
            samplingStrategies({ percent: 1, workloads }).service_strategies.map(({ service }) => service),
        ).to.deep.equal(["front.shop", "front.stock"]);
    });
});
