import { expect } from "chai";
import fc from "fast-check";
import { type Hop, triesOf } from "../../../components/graph/arithmetic";
import { runs } from "../../support/runs";

function hop(from: string, to: string, tries: number, repeats = tries): Hop {
    return { from, to, service: to, tries, repeats, declared: { from, to, operations: [] } };
}

function triesTo(hops: readonly Hop[]): Record<string, number> {
    return Object.fromEntries(
        triesOf(hops).worst.map(({ hop: { from, to }, tries }) => [`${from} ${to}`, tries]),
    );
}

/** The most tries on each hop, by trying every path that visits no workload twice. */
function bruteForce(hops: readonly Hop[]): Map<Hop, number> {
    const most = new Map<Hop, number>();
    const walk = (node: string, times: number, visited: ReadonlySet<string>) => {
        for (const each of hops) {
            if (each.from === node && !visited.has(each.to)) {
                most.set(each, Math.max(most.get(each) ?? 0, times * each.tries));
                walk(each.to, times * each.repeats, new Set([...visited, each.to]));
            }
        }
    };
    for (const start of new Set(hops.map(({ from }) => from))) {
        walk(start, 1, new Set([start]));
    }
    return most;
}

const names = ["a", "b", "c", "d", "e", "f"];
const someHops = fc
    .uniqueArray(
        fc.record({
            from: fc.constantFrom(...names),
            to: fc.constantFrom(...names),
            tries: fc.integer({ min: 1, max: 5 }),
            repeated: fc.boolean(),
        }),
        { selector: ({ from, to }) => `${from} ${to}`, maxLength: 14 },
    )
    .map((all) => all.map(({ from, to, tries, repeated }) => hop(from, to, tries, repeated ? tries : 1)));

describe("the tries of one request", () => {
    it("multiply along a path", () => {
        expect(triesTo([hop("a", "b", 4), hop("b", "c", 3)])).to.deep.equal({ "a b": 4, "b c": 12 });
    });

    it("count the worst of several ways, and name it", () => {
        const hops = [hop("a", "d", 1), hop("a", "b", 2), hop("b", "d", 3), hop("d", "e", 2)];
        const last = triesOf(hops).worst.at(-1);
        expect(last?.tries).to.equal(12);
        expect(last?.path.map(({ from, to }) => `${from} ${to}`)).to.deep.equal(["a b", "b d", "d e"]);
    });

    it("do not multiply what lies behind a hop that only repeats what never arrived", () => {
        expect(triesTo([hop("a", "b", 4, 1), hop("b", "c", 3)])).to.deep.equal({ "a b": 4, "b c": 3 });
    });

    it("are finite in a circle, which is named once", () => {
        const hops = [hop("a", "b", 3), hop("b", "c", 2), hop("c", "a", 2), hop("c", "d", 2)];
        expect(triesOf(hops).circles).to.deep.equal([["a", "b", "c"]]);
        expect(triesTo(hops)).to.deep.equal({ "a b": 6, "b c": 6, "c a": 4, "c d": 12 });
    });

    it("are those of the worst path that visits no workload twice, whatever the graph", () => {
        fc.assert(
            fc.property(someHops, (hops) => {
                const expected = bruteForce(hops);
                const found = new Map(triesOf(hops).worst.map((each) => [each.hop, each.tries]));
                expect(hops.map((each) => found.get(each))).to.deep.equal(
                    hops.map((each) => expected.get(each)),
                );
            }),
            runs(300),
        );
    });

    it("are reached by the path that is named", () => {
        fc.assert(
            fc.property(someHops, (hops) => {
                for (const { hop: last, tries, path } of triesOf(hops).worst) {
                    const before = path.slice(0, -1);
                    expect(path.at(-1)).to.equal(last);
                    expect(before.reduce((times, { repeats }) => times * repeats, last.tries)).to.equal(
                        tries,
                    );
                    expect(new Set(path.map(({ to }) => to)).size).to.equal(path.length);
                    for (const [index, each] of before.entries()) {
                        expect(each.to).to.equal(path[index + 1]?.from);
                    }
                }
            }),
            runs(200),
        );
    });

    it("are a real path's in a circle too large to search, and no less than the hop's own", () => {
        const many = Array.from({ length: 12 }, (_, index) => `n${index}`);
        const ring = many.map((node, index) => hop(node, many[(index + 1) % 12] ?? "", 2));
        const { worst, circles } = triesOf(ring);
        expect(circles).to.have.length(1);
        expect(worst).to.have.length(12);
        expect(Math.max(...worst.map(({ tries }) => tries))).to.equal(2 ** 11);
    });

    it("of a chain of ten thousand calls and of a layered mesh need no path to be walked twice", () => {
        const chain = Array.from({ length: 10_000 }, (_, index) => hop(`n${index}`, `n${index + 1}`, 1));
        expect(triesOf(chain).worst).to.have.length(10_000);
        // 3 workloads in each of 40 layers, all calling all of the next: 3^40 paths.
        const layers = Array.from({ length: 40 }, (_, layer) => layer).flatMap((layer) =>
            [0, 1, 2].flatMap((from) =>
                [0, 1, 2].map((to) => hop(`${layer}-${from}`, `${layer + 1}-${to}`, 2, layer === 0 ? 2 : 1)),
            ),
        );
        expect(Math.max(...triesOf(layers).worst.map(({ tries }) => tries))).to.equal(4);
    });
});
