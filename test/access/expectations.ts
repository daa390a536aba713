import { expect } from "chai";
import { type CallSet, callsOf, equals } from "../../components/access";
import { type access, peers } from "./mesh";

export const charge = callsOf({ ports: [8080], methods: ["POST"], paths: ["/charge"] });
export const orders = { principals: ["example.org/ns/shop/sa/orders"] };
export const strict = peers({ mtls: { mode: "STRICT" } });

/** The result is known, and is this. */
export function expectExactly(actual: ReturnType<typeof access>, calls: CallSet): void {
    expect(actual.opaque).to.deep.equal([]);
    expect(equals(actual.certain, calls), "certain").to.equal(true);
    expect(equals(actual.possible, calls), "possible").to.equal(true);
}
