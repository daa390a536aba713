import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { yamlText } from "../../synth/yamlText";
import { runs } from "../support/runs";

describe("the YAML of a manifest", () => {
    it("is block style, with lists under their key", () => {
        const value = {
            kind: "Sidecar",
            metadata: { name: "a", labels: { "app.kubernetes.io/managed-by": "meshwright" } },
            spec: {
                egress: [{ hosts: ["*/*", "a/b"], port: 80 }, {}],
                rules: [],
                nested: [["x", 1], []],
                on: true,
            },
        };
        expect(yamlText(value)).to.equal(`kind: Sidecar
metadata:
  name: a
  labels:
    app.kubernetes.io/managed-by: meshwright
spec:
  egress:
    - hosts:
        - "*/*"
        - a/b
      port: 80
    - {}
  rules: []
  nested:
    - - x
      - 1
    - []
  "on": true
`);
    });

    const ambiguous = [
        ..."yes No on OFF y N true False null ~ Null".split(" "),
        ..."1e3 0x1f 0o17 017 1_000 12:30 1:2:3 .inf -.INF .nan 2027-01-31 1.31.1 +1 -0".split(" "),
        ..."- ? : [ ] { } , # & * ! | > @ ` % = <<".split(" "),
        ...[
            "",
            " ",
            "a: b",
            "a #b",
            " a",
            "a ",
            "- a",
            "a\nb",
            "\t",
            "'",
            '"',
            "\\",
            "a:",
            "é",
            "\u2028",
            "\u0085",
        ],
        ...["\ufeff", "😀", "\u0000", "*/*", "~/*", "0.0.0.0/0", "%YAML 1.2", "---", "...", "__proto__"],
    ];
    for (const version of ["1.1", "1.2"] as const) {
        it(`means the same text to a reader of YAML ${version}, however much it looks like something else`, () => {
            for (const text of ambiguous) {
                expect(parse(yamlText({ key: text, list: [text] }), { version })).to.deep.equal({
                    key: text,
                    list: [text],
                });
            }
        });

        it(`means the same data to a reader of YAML ${version}, whatever the data`, () => {
            const data = fc.object({
                values: [
                    fc.string({ unit: "binary-ascii" }),
                    fc.string(),
                    fc.boolean(),
                    fc.integer(),
                    fc.constantFrom(...ambiguous),
                ],
                key: fc
                    .oneof(fc.string(), fc.constantFrom("a", "on", "*/*", "1"))
                    .filter((key) => key !== "__proto__"),
                maxDepth: 4,
            });
            fc.assert(
                fc.property(data, (value) => {
                    const read: unknown = parse(yamlText(value), { version, merge: false });
                    expect(JSON.stringify(read)).to.equal(JSON.stringify(value));
                }),
                runs(200),
            );
        });
    }

    it("leaves out what is undefined, as JSON does", () => {
        expect(yamlText({ a: undefined, b: { c: undefined }, d: 1 })).to.equal("b: {}\nd: 1\n");
    });

    it("refuses what has no place in a manifest", () => {
        expect(() => yamlText({ a: Number.NaN })).to.throw("internal error: NaN has no place in a manifest");
        expect(() => yamlText({ a: () => 1 })).to.throw(
            "internal error: a function has no place in a manifest",
        );
    });
});
