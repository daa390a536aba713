import { expect } from "chai";
import {
    anyCall,
    type CallShape,
    callsOf,
    difference,
    type Need,
    noCall,
    union,
    unionOf,
} from "../../../components/access";
import { besides } from "../../../report/calls/besides";
import { type ComparedTerms, nothingPasses, termsChanges } from "../../../report/calls/termsChange";

const token: Need = { field: "requestPrincipals", negated: false, values: ["hwa/*"] };

function terms(...shapes: readonly CallShape[]): ComparedTerms {
    return { ...nothingPasses, grants: [{ needs: [], calls: unionOf(shapes.map(callsOf)) }] };
}

/** For each change its kind and what is said besides, as `GET /a`. */
function said(before: ComparedTerms, after: ComparedTerms): readonly string[] {
    return termsChanges(before, after).map((change) =>
        [
            change.kind,
            ...besides(change, before, after).map(
                ({ port, methods, paths }) => `${port} ${methods} ${paths}`,
            ),
        ].join(": "),
    );
}

const few = { ports: [8080], methods: ["GET"], paths: ["/a"] };
const all = { ports: [8080] };

describe("what passes besides a change", () => {
    it("is what passed before, where everything on the port does now, and what still passes the other way round", () => {
        expect(said(terms(few), terms(all))).to.deep.equal(["opened: 8080 GET /a"]);
        expect(said(terms(all), terms(few))).to.deep.equal(["closed: 8080 GET /a"]);
    });

    it("is each of several calls", () => {
        const more = { ports: [8080], methods: ["POST", "PUT"], paths: ["/b/*"] };
        expect(said(terms(few, more), terms(all))).to.deep.equal(["opened: 8080 GET /a: 8080 POST,PUT /b/*"]);
    });

    it("is nothing where nothing passed, or something does not even now", () => {
        expect(said(nothingPasses, terms(all))).to.deep.equal(["opened"]);
        expect(said(terms(few), terms({ ...few, paths: ["/a", "/b"] }))).to.deep.equal(["opened"]);
        expect(said(terms(few), terms(few, { ports: [8080], methods: ["POST"] }))).to.deep.equal(["opened"]);
    });

    it("is not told of several ports at once, nor of every method but these", () => {
        expect(said(terms(few), terms({ ports: [8080, 9090] }))).to.deep.equal(["opened"]);
        const calls = difference(callsOf(all), callsOf({ ...all, methods: ["PUT"] }));
        expect(said({ ...nothingPasses, grants: [{ needs: [], calls }] }, terms(all))).to.deep.equal([
            "opened",
        ]);
        expect(
            said(nothingPasses, { ...nothingPasses, grants: [{ needs: [], calls: anyCall }] }),
        ).to.deep.equal(["opened"]);
    });

    it("is left unsaid where it is refused now, or was before: then not everything passes", () => {
        const others = difference(callsOf(all), callsOf(few));
        const allButFew: ComparedTerms = { ...nothingPasses, grants: [{ needs: [], calls: others }] };
        expect(said(terms(few), allButFew)).to.deep.equal(["opened", "closed"]);
        expect(said(allButFew, terms(few))).to.deep.equal(["opened", "closed"]);
        const fewWithToken: ComparedTerms = {
            ...nothingPasses,
            grants: [...allButFew.grants, { needs: [token], calls: callsOf(few) }],
        };
        expect(said(terms(few), fewWithToken).filter((each) => each.startsWith("opened"))).to.deep.equal([
            "opened",
        ]);
    });

    it("is left unsaid where it passes with a token only, or only possibly", () => {
        const withToken: ComparedTerms = {
            ...nothingPasses,
            grants: [{ needs: [token], calls: callsOf(few) }],
        };
        expect(said(withToken, terms(all))).to.not.include("opened: 8080 GET /a");
        const possibly: ComparedTerms = {
            ...terms(few),
            undecided: union(noCall, callsOf({ ports: [8080], methods: ["PUT"] })),
            conditions: "when it rains",
        };
        expect(said(possibly, terms(all)).filter((each) => each.startsWith("opened"))).to.deep.equal([
            "opened",
        ]);
    });
});
