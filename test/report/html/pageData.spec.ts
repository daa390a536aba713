import { expect } from "chai";
import { endsKey } from "../../../report/calls/relations";
import { compare } from "../../../report/compare";
import { pageDataOf } from "../../../report/html/data/pageDataOf";
import { relationsOf } from "../../../report/html/data/relationOf";
import { nodeName } from "../../../report/html/view/filter";
import type { PageData, PageEdge } from "../../../report/html/view/pageData";
import type { Side } from "../../../report/side";
import { inCatalog, inStack } from "../pairs/pair";
import { sidesOf } from "./openedPage";

const everywhere = { everything: true, namespaces: new Set<string>(), outside: true };

const steps = {
    "a new edge": sidesOf([
        inCatalog(
            "reports",
            "calls:",
            "calls:\n  - { from: nightly, service: shop/cart, operations: [read] }",
        ),
    ]),
    "a wider path": sidesOf([inCatalog("shop", 'paths: ["/carts/*"]', 'paths: ["/*"]')]),
    "an open stage": sidesOf([
        inStack(
            "    shop: { stage: enforced, deploy: true }",
            '    shop: { stage: observed, until: "2026-12-24", deploy: true }',
        ),
    ]),
} as const;

describe("the data of a report's page", () => {
    for (const [name, [before, after]] of Object.entries(steps)) {
        it(`has for ${name} the relation of both sides that going through all of both would give`, () => {
            const told = relationsOf(before, after);
            const whole = relationsOf(before, after, everywhere);
            expect(spoken(told.before)).to.deep.equal(spoken(whole.before));
            expect(spoken(told.after)).to.deep.equal(spoken(whole.after));
        });

        it(`marks for ${name} exactly the pairs of which the report says something`, () => {
            const report = compare(before, after);
            const { data, edgeOf } = pageDataOf(report, before, after);
            const changed = new Set(report.calls.map((each) => edgeOf(each)));
            expect(changed.has(undefined)).to.equal(false);
            for (const [number, { changes }] of data.edges.entries()) {
                expect(changes !== undefined).to.equal(changed.has(number));
            }
        });
    }

    it("is the same every time", () => {
        const build = ([before, after]: readonly [Side, Side]): PageData =>
            pageDataOf(compare(before, after), before, after).data;
        expect(build(steps["an open stage"])).to.deep.equal(build(steps["an open stage"]));
    });

    it("says of a call its terms before and after, the rule that allows it, its text and its owners", () => {
        const [before, after] = steps["a wider path"];
        const { data } = pageDataOf(compare(before, after), before, after);
        const edge = edgeBetween(data, "shop/front", "shop/cart");
        expect(callsOf(data, edge.before)).to.deep.equal([
            "GET /carts/*, port 8080",
            "POST /carts, port 8080",
        ]);
        expect(callsOf(data, edge.after)).to.deep.equal(["GET /*, port 8080", "POST /carts, port 8080"]);
        const rule = data.terms[edge.after ?? -1]?.because.find((each) =>
            /^allowed by/.test(data.texts[each] ?? ""),
        );
        const object = data.objects[rule ?? -1];
        expect(object?.yaml).to.match(/^kind: AuthorizationPolicy\nmetadata:\n {2}namespace: shop\n/);
        expect(object?.yaml).to.contain('"/*"');
        expect(object?.owners).to.be.a("string");
    });

    it("tells callers and hosts outside from workloads, and workloads that come and go from those that stay", () => {
        const [before, after] = steps["a new edge"];
        const gone = { ...after, workloads: after.workloads.filter(({ name }) => name !== "nightly") };
        const { data } = pageDataOf(compare(before, gone), before, gone);
        const nightly = data.nodes.find(({ name }) => name === "nightly");
        expect(nightly?.presence).to.equal("gone");
        const places = new Map(data.groups.map(({ name, place }) => [name, place]));
        expect(places.get("anyone outside")).to.equal("callers outside");
        expect(places.get("shop")).to.equal("inside");
        expect(data.nodes.map((_, number) => nodeName(data, number))).to.include("shop.example.com");
    });
});

function spoken(pairs: ReturnType<typeof relationsOf>["before"]): readonly string[] {
    return [...pairs.values()].map((pair) => `${endsKey(pair)} ${pair.terms.because.join("; ")}`).sort();
}

function edgeBetween(data: PageData, from: string, to: string): PageEdge {
    const found = data.edges.find(
        (each) => nodeName(data, each.from) === from && nodeName(data, each.to) === to,
    );
    if (found === undefined) {
        throw new Error(`no call of ${from} to ${to}`);
    }
    return found;
}

function callsOf(data: PageData, terms: number | undefined): readonly string[] {
    return (data.terms[terms ?? -1]?.calls ?? []).map((each) => data.texts[each] ?? "");
}
