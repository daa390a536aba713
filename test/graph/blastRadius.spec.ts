import { expect } from "chai";
import { blastRadius } from "../../components/graph";
import type { Experiment } from "../../components/graph/model";
import { callOf, graphOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";

const names = ["core/shop", "core/cart", "edge/web", "edge/app", "far/other", "away/script"];
const graph = graphOf({
    namespaces: [namespaceOf("core"), namespaceOf("edge"), namespaceOf("far"), namespaceOf("away", "off")],
    workloads: names.map((id) => workloadOf(id)),
    services: names.map((id) => serviceOf(id)),
    calls: [
        callOf("core/cart", "core/shop"),
        callOf("edge/web", "core/cart"),
        callOf("edge/app", "edge/web"),
        // A cycle: the caller is called by what it calls.
        callOf("core/cart", "edge/app"),
        callOf("far/other", "core/shop"),
        callOf("away/script", "core/shop"),
        callOf("core/shop", "far/other"),
    ],
});
const experiment: Experiment = {
    name: "slow",
    namespace: "core",
    service: "core/shop",
    header: { name: "x-chaos-test", value: "true" },
    callers: ["core/cart"],
    until: "2027-01-31",
};

describe("the blast radius of an experiment", () => {
    it("is its callers and everyone before them, in spite of cycles", () => {
        expect(blastRadius(graph, experiment)).to.deep.equal({
            callers: ["core/cart"],
            upstream: ["edge/app", "edge/web"],
            publicHosts: [],
        });
    });

    it("holds every declared caller that has a proxy when it is not limited", () => {
        const { callers, upstream } = blastRadius(graph, { ...experiment, callers: [] });
        expect(callers).to.deep.equal(["core/cart", "far/other"]);
        // The script meets no fault itself, but it calls the shop, which calls one that does.
        expect(upstream).to.deep.equal(["away/script", "core/shop", "edge/app", "edge/web"]);
    });

    it("ends outside where a public host leads to someone in it", () => {
        const routed = {
            ...graph,
            routes: [
                {
                    namespace: "edge",
                    publicHost: "api",
                    path: "/*",
                    service: "edge/app",
                    operations: ["all"],
                    access: { open: "a test" },
                    rateLimits: [],
                },
            ],
        };
        expect(blastRadius(routed, experiment).publicHosts).to.deep.equal(["api"]);
        expect(blastRadius(routed, { ...experiment, callers: ["away/script"] }).publicHosts).to.deep.equal(
            [],
        );
    });
});
