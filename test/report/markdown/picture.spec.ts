import { expect } from "chai";
import fc from "fast-check";
import type { CallChange } from "../../../report/calls/callChanges";
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
                const plain = [...name.replaceAll(/[\s\p{C}]+/gu, " ")];
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

function reportOf(calls: readonly CallChange[]): ChangeReport {
    const objects = { created: 0, changed: 0, deleted: 0 };
    return { base: "", head: "", verdict: "", statements: [], calls, objects };
}
