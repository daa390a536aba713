import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { saidOf, smallStack, withMore, withOther, without, withText } from "../editedStack";

const cards = "ServiceEntry shop/external-cards-example-com";
const second = (host: string): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: forged, namespace: shop }
spec: { hosts: [${host}], ports: [{ number: 443, name: tls, protocol: TLS }], resolution: STATIC, endpoints: [{ address: 192.0.2.1 }], exportTo: ["."] }
`;

describe("what a report says of hosts outside", () => {
    it("is a second object for a host that is known, which decides where connections lead", () => {
        const sides = [smallStack, withMore(second("cards.example.com"))] as const;
        expect(saidOf(...sides)).to.deep.equal([
            `egress: ServiceEntry shop/forged is new: with ${cards} it says where cards.example.com is`,
        ]);
        expect(saidOf(sides[1], sides[0])).to.deep.equal([
            `egress: ServiceEntry shop/forged is gone: with ${cards} it said where cards.example.com is`,
        ]);
    });

    it("is one for a host of which no call tells", () => {
        const said = saidOf(smallStack, withMore(second("nobody.example.com")));
        expect(said).to.deep.equal(["egress: ServiceEntry shop/forged is new"]);
    });

    it("is what is spoken at a port, and not what a port is called", () => {
        expect(saidOf(smallStack, withText(cards, '"protocol":"TLS"', '"protocol":"TCP"'))).to.include(
            `egress: ${cards}: ports[443].protocol TLS → TCP`,
        );
        expect(saidOf(smallStack, withText(cards, '"name":"tls', '"name":"tls-other'))).to.deep.equal([]);
    });

    it("is nothing of one that has another name and says the same", () => {
        const renamed = withOther(cards, (object) => named("other", object));
        expect(saidOf(smallStack, renamed)).to.deep.equal([]);
    });

    it("is nothing more of one with which a way out goes", () => {
        const said = saidOf(smallStack, without(cards));
        expect(said).to.include("egress closes: shop/cart may no longer connect to cards.example.com:443");
        expect(said.filter((each) => each.includes("ServiceEntry"))).to.deep.equal([]);
    });
});

function named(name: string, object: Manifest): Manifest {
    return { ...object, metadata: { ...object.metadata, name } };
}
