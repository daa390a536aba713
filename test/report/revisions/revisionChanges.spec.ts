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
            "namespace shop follows default instead of stable, both for revision 1-31-1; its pods keep the proxy they have",
        ]);
        expect(said(smallStack, { ...other, ...moved("default") })).to.include(
            "namespace shop follows default instead of stable; its pods get the new proxy when they restart",
        );
    });

    it("is that its pods have no proxy where nobody answers to what it follows", () => {
        const nobodys = withText("Namespace shop", rev, '"istio.io/rev":"stabel"');
        expect(said(smallStack, nobodys)).to.deep.equal([
            "namespace shop follows stabel instead of stable, which is neither a tag nor a revision of this stack; its pods have no proxy once they restart",
        ]);
        // Of a stack that has neither, others install both.
        const tenant = (side: Side): Side => ({ ...side, tags: {}, revisions: {} });
        expect(said(tenant(smallStack), tenant(nobodys))).to.deep.equal([
            "namespace shop follows stabel instead of stable; its pods get the new proxy when they restart",
        ]);
    });

    it("is who is left behind where a tag or a revision is taken away", () => {
        const { stable: _tag, ...tags } = smallStack.tags;
        expect(said(smallStack, { ...smallStack, tags })).to.deep.equal([
            "tag stable is taken away: 4 namespaces (observability, money, reports and shop) still follow it; pods of 12 workloads have no proxy once they restart",
        ]);
        const byName = withText("Namespace shop", rev, '"istio.io/rev":"1-31-0"');
        const old = { ...smallStack.revisions, "1-31-0": "1.31.0" };
        expect(said({ ...byName, revisions: old }, byName)).to.deep.equal([
            "revision 1-31-0 (Istio 1.31.0) is taken away: 1 namespace (shop) still follows it; pods of 2 workloads have no proxy once they restart",
        ]);
        expect(
            said({ ...byName, revisions: old }, { ...byName, revisions: { ...old, "1-31-0": "1.31.9" } }),
        ).to.deep.equal([
            "revision 1-31-0 changes in place from Istio 1.31.0 to 1.31.9: 1 namespace (shop) follows; pods of 2 workloads get the new proxy when they restart",
        ]);
    });

    it("is told of the tag that moves only for who followed it before", () => {
        const late = withText("Namespace shop", rev, '"istio.io/rev":"default"');
        expect(said(late, { ...smallStack, ...moved("stable") })).to.deep.equal([
            "revision 1-31-2 (Istio 1.31.2) is installed",
            "tag stable moves from revision 1-31-1 to 1-31-2: 3 namespaces (observability, money and reports) follow; pods of 10 workloads get the new proxy when they restart",
            "namespace shop follows stable instead of default; its pods get the new proxy when they restart",
        ]);
    });

    it("is nothing of a gateway's namespace, whose pods follow what is written on them", () => {
        const bare = withText("Namespace istio-ingress", '"istio.io/rev":"gateways"', '"team":"edge"');
        expect(said(smallStack, bare)).to.deep.equal([]);
        const off = withText("Namespace istio-ingress", '"istio.io/rev"', '"istio-injection":"disabled","x"');
        expect(said(smallStack, off)).to.deep.equal([
            "gateway istio-ingress/istio-ingressgateway leaves the mesh, and followed gateways; its pods have no proxy once they restart",
        ]);
    });

    it("knows that istio-injection makes Istio ignore istio.io/rev", () => {
        const disabled = withText("Namespace shop", rev, `${rev},"istio-injection":"disabled"`);
        expect(said(smallStack, disabled)).to.deep.equal([
            "namespace shop leaves the mesh, and followed stable; its pods have no proxy once they restart",
        ]);
    });
});

/** A new revision, to which a tag moves. */
function moved(tag: string): Pick<Side, "tags" | "revisions"> {
    return {
        tags: { ...smallStack.tags, [tag]: "1-31-2" },
        revisions: { ...smallStack.revisions, "1-31-2": "1.31.2" },
    };
}

function said(before: Side, after: Side): readonly string[] {
    return revisionChanges(before, after).map(({ sentence }) => sentence);
}
