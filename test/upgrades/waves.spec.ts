import { expect } from "chai";
import fc from "fast-check";
import { type Budgeted, wavesOf } from "../../upgrades/restart/waves";
import { runs } from "../support/runs";

function workload(id: string, more: Partial<Budgeted> = {}): Budgeted {
    const [namespace = "", name = ""] = id.split("/");
    return {
        kind: "Deployment",
        namespace,
        name,
        gateway: false,
        pods: 1,
        from: ["a"],
        budgets: [],
        ...more,
    };
}

const arbitrary = fc
    .uniqueArray(fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 30 })), {
        selector: ([namespace, number]) => `${namespace}/${number}`,
        maxLength: 25,
    })
    .chain((ids) =>
        fc.tuple(
            ...ids.map(([namespace, number]) =>
                fc
                    .record({
                        gateway: fc.boolean(),
                        budgets: fc.uniqueArray(fc.constantFrom("p", "q", "r"), { maxLength: 2 }),
                    })
                    .map((more) => workload(`${namespace}/w${number}`, more)),
            ),
        ),
    );

describe("the waves of a restart", () => {
    const names = (waves: readonly (readonly Budgeted[])[]) =>
        waves.map((wave) => wave.map(({ namespace, name }) => `${namespace}/${name}`));

    it("go by namespace and name, as many at a time as asked, gateways after everything else", () => {
        const all = [
            workload("shop/web"),
            workload("edge/in", { gateway: true }),
            workload("core/api"),
            workload("shop/db"),
        ];
        expect(names(wavesOf(all, 2))).to.deep.equal([["core/api", "shop/db"], ["shop/web"], ["edge/in"]]);
    });

    it("fill up what a budget left free", () => {
        const budgets = ["shop/web"];
        const all = [workload("shop/a", { budgets }), workload("shop/b", { budgets }), workload("shop/c")];
        expect(names(wavesOf(all, 2))).to.deep.equal([["shop/a", "shop/c"], ["shop/b"]]);
    });

    it("have every workload exactly once, none above the size, none twice of a budget, gateways last, in one order", () => {
        fc.assert(
            fc.property(arbitrary, fc.integer({ min: 1, max: 6 }), fc.integer(), (all, size, seed) => {
                const waves = wavesOf(all, size);
                const flat = waves.flat();
                expect([...flat].sort())
                    .to.have.members(all)
                    .and.to.have.length(all.length);
                for (const wave of waves) {
                    expect(wave.length).to.be.within(1, size);
                    const budgets = wave.flatMap((each) => each.budgets);
                    expect(new Set(budgets).size).to.equal(budgets.length);
                }
                const firstGateway = waves.findIndex((wave) => wave.some(({ gateway }) => gateway));
                const late = firstGateway < 0 ? [] : waves.slice(firstGateway).flat();
                expect(late.every(({ gateway }) => gateway)).to.equal(true);
                const turned = all.map((_, index) => all[(index + Math.abs(seed)) % all.length] as Budgeted);
                expect(names(wavesOf(turned, size))).to.deep.equal(names(waves));
            }),
            runs(500),
        );
    });
});
