import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { readWithLines } from "../../catalogFiles";
import { readPlainYaml } from "../../plainYaml";
import { runs } from "../support/runs";

const folder = join(__dirname, "../../catalog");
const shipped = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));

/** What tells YAML's versions and parsers apart, and what a slip of the hand leaves in a file. */
const pieces = [
    ..."ab:-{}[],#'\"&!*|>?@%=`~\\\t",
    ...[
        ": ",
        "- ",
        ", ",
        " #",
        "\n",
        "\n  ",
        "\n    ",
        "---",
        "...",
        "<<",
        "&a ",
        "*a",
        "? ",
        "k: v\n",
        "'k': 1\n",
    ],
    ...[
        "0",
        "010",
        "0o7",
        "0x1F",
        "0b1",
        "1_000",
        "+1",
        "1.",
        ".5",
        "1e3",
        ".inf",
        ".nan",
        "1:30",
        "2020-01-01",
    ],
    ...[
        "yes",
        "no",
        "on",
        "true",
        "Null",
        "a b",
        "a:b",
        "a#b",
        '"b*"',
        "'it''s'",
        "http://x",
        "é",
        "__proto__",
    ],
];
const piece = fc.constantFrom(...pieces);
const scribbled = fc.array(piece, { minLength: 2, maxLength: 14 }).map((all) => all.join(""));
/** A few lines of a real file with a few places changed. */
const slipped = fc
    .tuple(
        fc.constantFrom(...shipped),
        fc.nat(1_000),
        fc.array(fc.tuple(fc.nat(1_000), fc.nat(2), piece), { minLength: 1, maxLength: 3 }),
    )
    .map(([text, from, slips]) => {
        const lines = text.split("\n");
        const first = Math.floor((from / 1_001) * lines.length);
        return slips.reduce(
            (here, [at, removed, put]) => {
                const place = Math.floor((at / 1_001) * here.length);
                return here.slice(0, place) + put + here.slice(place + removed);
            },
            lines.slice(first, first + 12).join("\n"),
        );
    });

describe("plain YAML", () => {
    it("is read exactly as by the parser that knows lines, or not at all", () => {
        fc.assert(
            fc.property(fc.oneof(scribbled, slipped), (text) => {
                const content = readPlainYaml(text);
                if (content !== undefined) {
                    expect(readWithLines("a.yaml", text)).to.deep.equal({
                        files: [{ file: "a.yaml", content }],
                        problems: [],
                    });
                }
            }),
            runs(3_000),
        );
    });

    it("is every file of the shipped catalogue", () => {
        expect(shipped.filter((text) => readPlainYaml(text) === undefined)).to.deep.equal([]);
    });

    it("has the scalars of YAML 1.2", () => {
        const text =
            "a: [010, 0o10, 0x1F, 1_000, 0b1, 1:30, +1, -1.5e3, .inf, -.INF, no, on, True, ~, Null, 2020-01-01, '1']\nb:\n";
        expect(readPlainYaml(text)).to.deep.equal({
            a: [
                ...[10, 8, 31, "1_000", "0b1", "1:30", 1, -1500, Number.POSITIVE_INFINITY],
                ...[Number.NEGATIVE_INFINITY, "no", "on", true, null, null, "2020-01-01", "1"],
            ],
            b: null,
        });
    });

    for (const text of [
        "a: 1\na: 2\n",
        "8080: {}\n",
        "true: {}\n",
        "~: {}\n",
        "a: &x 1\nb: *x\n",
        "a: !!str 1\n",
        "a: |\n  b\n",
        "a: b\n  c\n",
        "a: [b,\n  c]\n",
        'a: "b\n  c"\n',
        'a: "\\u0041"\n',
        "a: { b, [c] }\n",
        "{ [a]: b }\n",
        "a: 1\n---\nb: 2\n",
        "---k: v\n",
        "a: 1\n...k: v\n",
        "a: {\n",
        "",
        "text\n",
    ]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            expect(readPlainYaml(text)).to.equal(undefined);
        });
    }
});
