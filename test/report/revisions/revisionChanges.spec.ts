import { expect } from "chai";
import { revisionChanges } from "../../../report/revisions/revisionChanges";
import type { Side } from "../../../report/side";
import { smallStack, withText } from "../editedStack";

describe("what a report says of a namespace that follows something else", () => {
    const rev = '"istio.io/rev":"stable"';
    const outside = withText("Namespace shop", rev, '"team":"shop"');

    it("is that pods lose their proxies where it leaves the mesh, and get one where it joins", () => {
        expect(said(smallStack, outside)).to.deep.equal([
            "namespace shop leaves the mesh, and followed stable; its pods have no proxy once they restart",
        ]);
        expect(said(outside, smallStack)).to.deep.equal([
            "namespace shop joins the mesh with stable; its pods get a proxy when they restart",
        ]);
    });

    it("is one sentence of several, and of another tag that it is another proxy", () => {
        const both = withText("Namespace money", rev, '"team":"money"', outside);
        expect(said(smallStack, both)).to.deep.equal([
            "each of 2 namespaces (money and shop) leaves the mesh, and followed stable; their pods have no proxy once they restart",
        ]);
        const other = withText("Namespace shop", rev, '"istio.io/rev":"default"');
        expect(said(smallStack, other)).to.deep.equal([
            "namespace shop follows default instead of stable; its pods get the new proxy when they restart",
        ]);
    });

    it("knows that istio-injection makes Istio ignore istio.io/rev", () => {
        const disabled = withText("Namespace shop", rev, `${rev},"istio-injection":"disabled"`);
        expect(said(smallStack, disabled)).to.deep.equal([
            "namespace shop leaves the mesh, and followed stable; its pods have no proxy once they restart",
        ]);
    });
});

function said(before: Side, after: Side): readonly string[] {
    return revisionChanges(before, after).map(({ sentence }) => sentence);
}
