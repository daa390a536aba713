import { join } from "node:path";
import { expect } from "chai";
import { endsKey } from "../../../report/calls/relations";
import { relationsOf } from "../../../report/html/data/relationOf";
import { readStack } from "../../../report/read/stack";
import type { Side } from "../../../report/side";
import { stackFolder } from "../pairs/applyEdits";
import { stackFile } from "../pairs/pair";

const root = join(__dirname, "../../..");

describe("what of a catalogue asks for a call", () => {
    const side = sideAt(join(stackFolder, stackFile));
    const asked = (way: "mesh" | "in" | "out", from: string, to: string, host?: string) =>
        side.requirementsOf?.({ way, from, to, ...(host === undefined ? {} : { host }) });

    it("is the caller's entry, the callee's, and what the operations that both name mean", () => {
        expect(asked("mesh", "shop/front", "shop/cart")).to.deep.equal([
            {
                place: "catalog/shop.yaml, calls[0]",
                says: "{from: front, service: cart, operations: [read, write]}",
            },
            { place: "catalog/shop.yaml, services.cart.accepts[0]", says: "{from: front}" },
            { place: "catalog/shop.yaml, services.cart.operations.read", says: "GET /carts/*" },
            { place: "catalog/shop.yaml, services.cart.operations.write", says: "POST /carts" },
        ]);
    });

    it("is of a host outside where it is declared too, and of a public host the route, on every port", () => {
        expect(asked("out", "shop/cart", "cards.example.com")?.map(({ place }) => place)).to.deep.equal([
            "catalog/shop.yaml, calls[2]",
            "catalog/shop.yaml, externals.cards.example.com",
        ]);
        const routes = asked("in", "outside", "shop/front", "shop.example.com")?.map(({ place }) => place);
        expect(routes).to.deep.equal(["catalog/shop.yaml, routes[0]"]);
        expect(
            asked("in", "outside", "shop/front", "shop.example.com:8443")?.map(({ place }) => place),
        ).to.deep.equal(routes);
    });

    it("is there for every call of our own stack that only its teams' catalogue can have brought about", () => {
        const own = sideAt(join(root, "Pulumi.prod.yaml"));
        const platform = new Set(["observability", "rate-limit", "istio-ingress", "istio-egress"]);
        const ofTeams = [...relationsOf(own, own).after.values()].filter(
            ({ from, to }) => ![from, to].some((each) => platform.has(each.split("/")[0] ?? "")),
        );
        const unasked = ofTeams.filter((each) => own.requirementsOf?.(each).length === 0).map(endsKey);
        expect(ofTeams).to.have.length.above(20);
        expect(unasked).to.deep.equal([]);
    });
});

function sideAt(path: string): Side {
    const side = readStack(path, "2026-11-28");
    if (!side.ok) {
        throw new Error(side.problems.map(({ message }) => message).join("\n"));
    }
    return side.value;
}
