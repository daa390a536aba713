import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { destinationChanges } from "../../../report/traffic/destinations";
import { destinationRule, service, sideOf } from "./sides";

const cart = service("cart");

describe("what a report says of rules for destinations", () => {
    it("is which of Istio's defaults hold where the rule of a host that stays goes or comes", () => {
        const rule = destinationRule("cart", {
            trafficPolicy: {
                connectionPool: { tcp: { maxConnections: 200 } },
                outlierDetection: { interval: "10s" },
                tls: { mode: "ISTIO_MUTUAL" },
            },
        });
        expect(said([cart, rule], [cart])).to.deep.equal([
            "calls to shop/cart go by no rule now: connectionPool and outlierDetection are Istio's defaults",
        ]);
        expect(said([cart], [cart, rule])).to.deep.equal([
            "calls to shop/cart go by a rule now: connectionPool and outlierDetection are no longer Istio's defaults",
        ]);
        expect(said([cart, rule], [])).to.deep.equal([]);
    });

    it("is nothing where a duration is written otherwise, and each value that is another", () => {
        const ejecting = (interval: string): Manifest =>
            destinationRule("cart", { trafficPolicy: { outlierDetection: { interval } } });
        expect(said([cart, ejecting("60s")], [cart, ejecting("1m")])).to.deep.equal([]);
        expect(said([cart, ejecting("60s")], [cart, ejecting("2m")])).to.deep.equal([
            "calls to shop/cart: outlierDetection.interval 60s → 2m",
        ]);
    });
});

function said(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
    return destinationChanges(sideOf(...before), sideOf(...after)).map(({ sentence }) => sentence);
}
