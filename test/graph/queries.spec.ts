import { expect } from "chai";
import { indexGraph, parseGraph } from "../../components/graph";
import { parseSettings } from "../../settings";
import { changed, today } from "./problems/example";

function exampleIndex() {
    const { shop, bank, stack } = changed({});
    const settings = parseSettings(stack as Record<string, unknown>, { today });
    if (!settings.ok) {
        throw new Error("the example is broken");
    }
    const files = [
        { file: "shop", content: shop },
        { file: "bank", content: bank },
    ];
    const graph = parseGraph(files, settings.value.rollout, { clusterDomain: "cluster.local" });
    if (!graph.ok) {
        throw new Error("the example is broken");
    }
    return indexGraph(graph.value);
}

describe("the index of a graph", () => {
    const index = exampleIndex();
    const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

    it("answers who calls a service and what a workload calls", () => {
        expect(index.callsTo("shop/web").map(({ from }) => from)).to.deep.equal(["shop/nightly"]);
        expect(index.callsFrom("shop/web").map(({ to }) => to)).to.deep.equal([
            "bank/accounts",
            "shop/ledger",
        ]);
        expect(index.callsInto("bank/accounts").map(({ from }) => from)).to.deep.equal(["shop/web"]);
    });

    it("answers who uses a store and an external host", () => {
        expect(index.storeCallsFrom("shop/web")).to.deep.equal([{ from: "shop/web", store: "cache" }]);
        expect(index.callsToStore("cache")).to.have.length(1);
        expect(index.externalCallsFrom("shop/web")).to.have.length(1);
        expect(index.callsToExternal("api.example.com").map(({ from }) => from)).to.deep.equal(["shop/web"]);
    });

    it("answers what a namespace holds and a workload serves", () => {
        expect(ids(index.servicesIn("shop"))).to.deep.equal(["shop/ledger", "shop/web"]);
        expect(ids(index.workloadsIn("shop"))).to.deep.equal(["shop/ledger", "shop/nightly", "shop/web"]);
        expect(ids(index.servicesOf("shop/web"))).to.deep.equal(["shop/web"]);
    });

    it("answers with nothing where there is nothing", () => {
        expect(index.callsTo("shop/toString")).to.deep.equal([]);
        expect(index.servicesOf("shop/nightly")).to.deep.equal([]);
        expect(index.callsFrom("constructor")).to.deep.equal([]);
    });
});
