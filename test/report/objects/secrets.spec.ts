import { expect } from "chai";
import { saidOf, withMore } from "../editedStack";

describe("what a report says of a Secret", () => {
    const holding = (data: string) =>
        withMore(
            `{ apiVersion: v1, kind: Secret, metadata: { name: key, namespace: shop }, type: Opaque, ${data} }`,
        );

    it("is which keys of it change and never their values", () => {
        const before = holding("data: { a: aHVudGVyMg==, b: eA== }");
        expect(saidOf(before, holding("data: { a: aHVudGVyMw==, b: eA== }"))).to.deep.equal([
            "objects: Secret shop/key: data.a changes",
        ]);
        expect(saidOf(before, holding("stringData: { a: hunter2 }, immutable: true"))).to.deep.equal([
            "objects: Secret shop/key: immutable true (was not set); data.a, data.b and stringData.a change",
        ]);
    });
});
