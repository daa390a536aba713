import { expect } from "chai";
import fc from "fast-check";
import type { ServiceGraph, Workload } from "../../../components/graph";
import { estimateSeries, largest } from "../../../components/observability/cardinality";
import { shippedContext } from "../support/shipped";

const { graph } = shippedContext("prod");
const total = (each: ServiceGraph) => estimateSeries(each).total;

/** A part of the shipped graph's calls, and of its services. */
const parts = fc.record({
    calls: fc.subarray([...graph.calls]),
    services: fc.subarray([...graph.services.keys()], { minLength: 1 }),
});

function partOf({
    calls,
    services,
}: {
    calls: ServiceGraph["calls"];
    services: readonly string[];
}): ServiceGraph {
    const kept = new Set(services);
    return {
        ...graph,
        calls: calls.filter(({ to }) => kept.has(to)),
        services: new Map([...graph.services].filter(([id]) => kept.has(id))),
    };
}

describe("the number of series a mesh comes to (MET-15)", () => {
    it("is the sum of its services, its proxies and what is there anyway", () => {
        fc.assert(
            fc.property(parts, (part) => {
                const { services, proxies, fixed, total: all } = estimateSeries(partOf(part));
                const sum = services.reduce((so, each) => so + each.total, 0);
                expect(all).to.equal(sum + proxies + fixed);
                for (const each of services) {
                    expect(each.total).to.equal(
                        each.requests + each.histograms + each.connections + each.clusters,
                    );
                }
            }),
        );
    });

    it("grows by every call and every service, by what that one costs and nothing else", () => {
        fc.assert(
            fc.property(parts, fc.nat(), (part, at) => {
                const { calls } = part;
                if (calls.length === 0) {
                    return;
                }
                const without = calls.filter((_, index) => index !== at % calls.length);
                const before = estimateSeries(partOf({ ...part, calls: without }));
                const after = estimateSeries(partOf(part));
                const called = calls[at % calls.length]?.to ?? "";
                const of = ({ services }: typeof after) =>
                    services.find(({ service }) => service === called)?.total ?? 0;
                expect(after.total - before.total).to.equal(of(after) - of(before));
                expect(of(after)).to.be.at.least(of(before));
            }),
        );
    });

    it("grows with the pods of a caller, which is as many callers", () => {
        const [call] = graph.calls;
        const caller = graph.workloads.get(call?.from ?? "");
        const scaled = (replicas: number): ServiceGraph => {
            const workloads = new Map<string, Workload>(graph.workloads);
            if (caller?.deployment !== undefined) {
                workloads.set(caller.id, { ...caller, deployment: { ...caller.deployment, replicas } });
            }
            return { ...graph, workloads };
        };
        const step = total(scaled(4)) - total(scaled(3));
        expect(step).to.be.greaterThan(0);
        expect(total(scaled(9)) - total(scaled(4))).to.equal(5 * step);
    });

    it("names the ten services that cost most, largest first, with their share of the whole", () => {
        const estimate = estimateSeries(graph);
        const top = largest(estimate);
        expect(top).to.have.length(10);
        expect(top.map((each) => each.total)).to.deep.equal(
            [...estimate.services]
                .map((each) => each.total)
                .sort((left, right) => right - left)
                .slice(0, 10),
        );
        expect(top.reduce((sum, { share }) => sum + share, 0)).to.be.within(0.1, 1);
    });
});
