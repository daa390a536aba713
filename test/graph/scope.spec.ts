import { expect } from "chai";
import { parseGraph, type Scope } from "../../components/graph";
import { parseSettings } from "../../settings";
import { type Change, changed, gone, printed, today } from "./problems/example";

/** A third namespace that has nothing to do with the other two. */
const island = {
    namespace: "island",
    owners: ["team-island"],
    workloads: { hut: {} },
    services: {
        hut: {
            workload: "hut",
            ports: { http: { port: 80, protocol: "http" } },
            operations: { visit: { methods: ["GET"], paths: ["/"] } },
        },
    },
};

function parsed(scope: Scope, change: Change) {
    const all = {
        "stack/namespaces/island": { stage: "enforced" },
        island: structuredClone(island),
        ...change,
    };
    const { shop, bank, stack, island: third } = changed(all);
    const settings = parseSettings(stack as Record<string, unknown>, { today });
    if (!settings.ok) {
        throw new Error(settings.problems.map(printed).join("\n"));
    }
    const files = Object.entries({ shop, bank, island: third }).map(([name, content]) => ({
        file: `catalog/${name}.yaml`,
        content,
    }));
    return parseGraph(files, settings.value.rollout, { clusterDomain: "cluster.local", scope });
}

const owns = (...names: readonly string[]): Scope => ({ kind: "namespaces", names });

describe("a stack that owns some namespaces", () => {
    it("has the whole catalogue in its graph when nothing is wrong", () => {
        const graph = parsed(owns("shop"), {});
        expect(graph.ok && [...graph.value.namespaces.keys()]).to.deep.equal(["bank", "island", "shop"]);
    });

    it("is warned of an error in a namespace it shares nothing with, which is left out", () => {
        const graph = parsed(owns("shop"), { "island/services/hut/workload": "house" });
        expect(graph.ok && [...graph.value.namespaces.keys()]).to.deep.equal(["bank", "shop"]);
        expect(graph.ok && graph.warnings.map(printed)).to.deep.equal([
            `catalog/island.yaml: services.hut.workload: warning: unknown workload "house"; known: hut`,
        ]);
    });

    it("is warned of a namespace that the stack forgot and that it shares nothing with", () => {
        const graph = parsed(owns("shop", "bank"), { "stack/namespaces/island": gone });
        expect(graph.ok && graph.warnings.map(({ code }) => code)).to.deep.equal(["namespace-without-stage"]);
    });

    it("is stopped by an error in a namespace that it calls, or that calls it", () => {
        for (const scope of [owns("shop"), owns("bank")]) {
            const graph = parsed(scope, { "bank/workloads/accounts/serviceAccount": "default" });
            expect(graph.ok ? [] : graph.problems.map(({ code }) => code)).to.deep.equal([
                "default-identity",
            ]);
            const back = parsed(scope, { "shop/workloads/web/serviceAccount": "default" });
            expect(back.ok ? [] : back.problems.map(({ code }) => code)).to.deep.equal(["default-identity"]);
        }
    });

    it("is stopped by its own errors beside the warnings", () => {
        const graph = parsed(owns("island"), {
            "island/services/hut/workload": "house",
            "bank/workloads/accounts/serviceAccount": "default",
        });
        expect(
            graph.ok ? [] : graph.problems.map(({ code, severity }) => `${severity} ${code}`),
        ).to.deep.equal(["warning default-identity", "error unknown-workload"]);
    });

    it("is stopped where a namespace that shares something with its own uses a store of its own", () => {
        const graph = parsed(owns("shop"), {
            "island/calls": [{ from: "hut", store: "cache" }],
            "island/workloads/hut/serviceAccount": "default",
        });
        expect(graph.ok).to.equal(false);
    });

    it("is stopped where what it shares cannot be read", () => {
        const graph = parsed(owns("shop"), { "island/calls": [7] });
        expect(graph.ok).to.equal(false);
    });

    for (const scope of [{ kind: "all" }, { kind: "platform" }] as const) {
        it(`is stopped by any error with scope ${scope.kind}`, () => {
            const graph = parsed(scope, { "island/services/hut/workload": "house" });
            expect(graph.ok).to.equal(false);
        });
    }
});
