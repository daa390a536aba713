import { expect } from "chai";
import fc from "fast-check";
import type { CallChange } from "../../../report/calls/callChanges";
import type { Ends } from "../../../report/calls/relations";
import type { ChangeReport } from "../../../report/changeReport";
import { picture } from "../../../report/markdown/picture";

/** Each of these ended or changed a picture somewhere, before it was written by the numbers of its letters. */
const hostile = fc.constantFrom(
    "end",
    "`x`",
    '"`**md**`"',
    "a](b",
    '"]; click n0 "x"',
    "%%{init: {}}%%",
    "$$x$$",
    "fa:fa-car",
    "&amp;",
    "#quot;",
    "</svg><script>",
    "subgraph\nend",
    "日本語/サービス",
    "🔓",
    "x".repeat(400),
);
const names = fc.oneof(
    hostile,
    fc.string({ unit: "grapheme" }),
    fc.tuple(hostile, hostile).map((each) => each.join("/")),
);
const label = String.raw`"(?:[\p{L}\p{M}\p{N} /._-]|#\d+;)*"`;

describe("the picture of a report in a comment", () => {
    it("has names between quotes in which nothing means anything to mermaid, whatever they are", () => {
        fc.assert(
            fc.property(names, names, names, (from, to, path) => {
                const [first, ...lines] = linesOf([change(from, to, path)]);
                expect(first).to.equal("graph LR");
                for (const line of lines) {
                    expect(line).to.match(
                        new RegExp(
                            `^ {4}n\\d+ ?(\\[${label}\\]|\\(\\[${label}\\]\\)|==>\\|${label}\\| n\\d+)$`,
                            "u",
                        ),
                    );
                }
            }),
        );
    });

    it("has names that read as what they are, and only the beginning of one that is endless", () => {
        fc.assert(
            fc.property(names, (name) => {
                const [, node = ""] = linesOf([change(name, `other/${name}`, "/")]);
                const shown = /"(.*)"/
                    .exec(node)?.[1]
                    ?.replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
                // An empty text would end the picture; a space that is not taken away stands for it.
                const plain = [...(name === "" ? "\u00a0" : name.replaceAll(/[\s\p{C}]+/gu, " "))];
                expect(shown).to.equal(
                    plain.length > 120 ? `${plain.slice(0, 120).join("")}…` : plain.join(""),
                );
            }),
        );
    });

    it("has thick lines for what opens, dotted ones for what closes, and none at all where they would be a ball", () => {
        const closed = { ...change("a/a", "b/b", "/x"), kind: "closed" as const };
        expect(linesOf([change("a/a", "c/c", "/x"), closed]).slice(4)).to.deep.equal([
            '    n0 ==>|"GET /x"| n1',
            '    n0 -.->|"GET /x"| n2',
        ]);
        const many = Array.from({ length: 41 }, (_, index) => change("a/a", `b/${index}`, "/"));
        expect(picture(reportOf(many))).to.equal(undefined);
        expect(picture(reportOf([]))).to.equal(undefined);
    });

    it("has thin lines without words for what stays around it, and one for many callers or callees", () => {
        const around: readonly Ends[] = [
            { way: "mesh", from: "b/b", to: "a/a" },
            { way: "in", from: "outside", host: "shop.example.com", to: "b/b" },
            { way: "in", from: "outside", host: "shop.example.com", to: "b/b" },
            ...["1", "2", "3", "4"].map((each) => ({ way: "mesh", from: "a/a", to: `c/${each}` }) as const),
            ...["1", "2", "3", "4", "5"].map(
                (each) => ({ way: "out", from: "b/b", to: `${each}.com` }) as const,
            ),
            { way: "mesh", from: "x/x", to: "y/y" },
        ];
        const lines = (picture(reportOf([change("a/a", "b/b", "/x")], around)) ?? "").split("\n");
        expect(lines).to.deep.equal([
            "graph LR",
            '    n0["a/a"]',
            '    n1["b/b"]',
            '    n2(["anyone#44; by shop.example.com"])',
            '    n3["c/1"]',
            '    n4["c/2"]',
            '    n5["c/3"]',
            '    n6["c/4"]',
            '    n7>"calls 5 more"]',
            '    n0 ==>|"GET /x"| n1',
            "    n1 --> n0",
            "    n2 --> n1",
            "    n0 --> n3",
            "    n0 --> n4",
            "    n0 --> n5",
            "    n0 --> n6",
            "    n1 --> n7",
            "    linkStyle 1,2,3,4,5,6,7 stroke-width:1px,opacity:0.5",
        ]);
    });

    it("takes no two for one, whatever they are called", () => {
        const both = [change("several/1 callers more", "b/b", "/"), change("anyone, by b/b", "b/b", "/")];
        const around: readonly Ends[] = [{ way: "in", from: "outside", host: "b/b", to: "b/b" }];
        const nodes = (picture(reportOf(both, around)) ?? "")
            .split("\n")
            .filter((each) => /n\d+[[(>]/.test(each));
        expect(nodes).to.have.length(4);
    });
});

function linesOf(calls: readonly CallChange[]): readonly string[] {
    return (picture(reportOf(calls)) ?? "").split("\n");
}

function change(from: string, to: string, path: string): CallChange {
    const clause = { methods: ["GET"], pathsInWords: path } as unknown as CallChange["calls"][number];
    return {
        ...{ way: "mesh", layer: "reach", kind: "opened", from, to, calls: [clause] },
        ...{ needs: [], because: [], opaque: [] },
    };
}

function reportOf(calls: readonly CallChange[], neighbours: readonly Ends[] = []): ChangeReport {
    const objects = { created: 0, changed: 0, deleted: 0 };
    return { base: "", head: "", verdict: "", statements: [], calls, neighbours, objects };
}
