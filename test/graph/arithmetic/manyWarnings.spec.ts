import { expect } from "chai";
import { emptyPlatform, parseGraph, type Rollout } from "../../../components/graph";
import type { Problem } from "../../../components/problems";

const enforced = { stage: "enforced", deploy: false, workloads: new Map() } as const;
const rollout: Rollout = {
    namespaces: new Map([["shop", { ...enforced, services: new Map(), experiments: new Map() }]]),
    stores: new Map(),
    platform: emptyPlatform,
};
const traffic = { timeout: "30s", retries: { attempts: 3, perTryTimeout: "2s", on: ["5xx"] } };

/** A namespace of workloads with a retried service each, `s0` of `w0` and so on, and these calls. */
function warningsOf(count: number, calls: readonly (readonly [number, number])[]): readonly Problem[] {
    const numbers = Array.from({ length: count }, (_, at) => at);
    const content = {
        namespace: "shop",
        owners: ["team-shop"],
        workloads: Object.fromEntries(numbers.map((at) => [`w${at}`, {}])),
        services: Object.fromEntries(
            numbers.map((at) => [
                `s${at}`,
                {
                    workload: `w${at}`,
                    ports: { http: { port: 80, protocol: "http" } },
                    operations: { all: { methods: ["GET"], paths: ["/*"] } },
                    accepts: "declared",
                    traffic,
                },
            ]),
        ),
        calls: calls.map(([from, to]) => ({ from: `w${from}`, service: `s${to}` })),
    };
    const graph = parseGraph([{ file: "catalog/shop.yaml", content }], rollout, {
        clusterDomain: "cluster.local",
    });
    return graph.ok ? graph.warnings : graph.problems;
}

describe("warnings about tries", () => {
    it("are told one by one up to twenty, and counted from there on", () => {
        const leaves = Array.from({ length: 30 }, (_, at) => [1, at + 2] as const);
        const warnings = warningsOf(32, [[0, 1], ...leaves]);
        expect(warnings.map(({ code }) => code)).to.deep.equal(
            Array.from({ length: 21 }, () => "call-budget-high"),
        );
        expect(warnings.at(-1)).to.deep.include({
            path: "meshwright:callBudget.warnAbove",
            message:
                "10 more calls are tried more than 12 times for one request; mend those that are named first, or raise it",
        });
    });

    it("name a few members of a large circle", () => {
        const around = Array.from({ length: 9 }, (_, at) => [at, (at + 1) % 9] as const);
        const [circle] = warningsOf(9, around).filter(({ code }) => code === "retries-in-circle");
        expect(circle?.message).to.contain("(shop/w0, shop/w1, shop/w2, shop/w3, shop/w4 and 4 more)");
    });
});
