import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { missingSubsetChanges } from "../../../report/traffic/missingSubsets";
import { destinationRule, sideOf, virtualService } from "./sides";

describe("what a report says of versions that requests are sent to", () => {
    const named = (...names: readonly string[]): Manifest =>
        destinationRule("cart", { subsets: names.map((name) => ({ name })) });
    const sending = (weight: number): Manifest =>
        virtualService([
            {
                route: [
                    { destination: { host: "cart", subset: "v1" }, weight: 100 - weight },
                    { destination: { host: "cart", subset: "v2" }, weight },
                ],
            },
        ]);

    it("is that nobody names one any more, and that one is named that was not", () => {
        const [both, one] = [
            [named("v1", "v2"), sending(10)],
            [named("v1"), sending(10)],
        ] as const;
        expect(said(both, one)).to.deep.equal([
            "requests still go to version v2 of shop/cart, which no DestinationRule names now: they fail",
        ]);
        expect(said(one, both)).to.deep.equal([
            "a DestinationRule names version v2 of shop/cart now: requests that go there failed before",
        ]);
    });

    it("is nothing where no request goes there, or another rule names it", () => {
        expect(said([named("v1", "v2"), sending(0)], [named("v1"), sending(0)])).to.deep.equal([]);
        const other = destinationRule("cart", { subsets: [{ name: "v2" }] }, "shop", "other");
        expect(said([named("v1", "v2"), sending(10)], [named("v1"), other, sending(10)])).to.deep.equal([]);
    });
});

function said(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
    return missingSubsetChanges(sideOf(...before), sideOf(...after)).map(({ sentence }) => sentence);
}
