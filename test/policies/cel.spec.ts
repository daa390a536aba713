import { expect } from "chai";
import { unknownValue } from "../../policies/engine/field";
import { passes } from "../../policies/schema/cel/evaluate";
import { parse } from "../../policies/schema/cel/parse";

describe("the expressions of CRDs and of admission policies", () => {
    for (const [expression, good, bad] of [
        [
            "(has(self.a) ? 1 : 0) + (has(self.b) ? 1 : 0) <= 1",
            [{}, { a: 1 }, { b: 1 }, { a: 1, b: null }],
            [{ a: 1, b: 1 }],
        ],
        ["has(self.wasm) != has(self.lua)", [{ wasm: {} }], [{}, { wasm: {}, lua: {} }]],
        ['self.all(key, !key.contains("*"))', [{}, { a: 1 }], [{ "a*": 1 }]],
        ["self.all(key, key.size() != 0)", [{ a: 1 }], [{ "": 1 }]],
        ["self.size() == 0", ["", [], {}], ["a", [1]]],
        ['self in ["", "HTTP", "HTTPS"]', ["", "HTTP"], ["http", "tcp"]],
        ["0 < self && self <= 65535", [1, 65535], [0, 65536, -1]],
        [
            "self.all(key, 0 < int(key) && int(key) <= 65535)",
            [{ "80": {} }],
            [{ "0": {} }, { http: {} }, { "70000": {} }],
        ],
        [
            "duration(self) >= duration('1ms')",
            ["1ms", "1.5s", "1h2m"],
            ["0", "0s", "10us", "5", "x", "-1s", ""],
        ],
        [
            "self.all(l1, self.exists_one(l2, l1.number == l2.number))",
            [[{ number: 1 }, { number: 2 }], []],
            [[{ number: 1 }, { number: 1 }]],
        ],
        [
            'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true',
            ["unix:///a", "unix://@a", "1.2.3.4"],
            ["unix://a", "unix://"],
        ],
        [
            '!((has(self.a) ? self.a : []).exists(k, k.contains("/")) && !((has(self.r) ? self.r : "NONE") in ["STATIC", "NONE"]))',
            [{}, { a: ["1.1.1.0/24"] }, { a: ["1.1.1.1"], r: "DNS" }],
            [{ a: ["1.1.1.0/24"], r: "DNS" }],
        ],
        [
            "has(self.p) ? (((has(self.s) && has(self.s.m)) ? self.s.m : {}).size() > 0) : true",
            [{}, { p: {}, s: { m: { a: 1 } } }],
            [{ p: {} }, { p: {}, s: {} }, { p: {}, s: { m: {} } }],
        ],
        [
            'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))',
            [{ http: 1, "a-b": 1 }],
            [{ "-a": 1 }, { ["a".repeat(63)]: 1 }],
        ],
        [
            'url(self).getScheme() in ["http", "https"]',
            ["https://a/b", "HTTP://a:80"],
            ["ftp://a", "a/b", "", "http://a:b", "https://a b"],
        ],
        [
            'isURL(self) ? (url(self).getScheme() in ["", "oci"]) : (isURL("http://" + self) && url("http://" + self).getScheme() in ["http"])',
            ["oci://a/b:1", "ghcr.io/a/b", "/a"],
            ["ftp://a", "a b"],
        ],
        [
            "self.?a.?b.orValue('') == '' && !self.?c.hasValue()",
            [{}, { a: {} }, { a: { b: "" } }, { c: null }],
            [{ a: { b: "x" } }, { c: 1 }],
        ],
        [
            "self[?'a/b'].orValue('x') in ['x', 'y'] && self.?l.or(self.?m).orValue([]).size() == 0",
            [{}, { "a/b": "y" }, { l: [], m: [1] }],
            [{ "a/b": "z" }, { m: [1] }],
        ],
        [
            "self.l[0] == 1 && self.m['k'] == {} && 'k' in self.m",
            [{ l: [1], m: { k: {} } }],
            [
                { l: [2], m: { k: {} } },
                { l: [], m: { k: {} } },
                { l: [1], m: { k: { a: 1 } } },
            ],
        ],
        ["self.filter(a, a == self[0]).size() == 1", [[1, 2]], [[1, 1], []]],
        ["self.split(',').exists(p, p.trim().lowerAscii() == 'a')", ["b, A"], ["b", ""]],
        ["self.upperAscii().matches('(?i)^ab?$') && self < 'b'", ["a", "AB"], ["abb", "b"]],
        [
            "dyn(self).a != self.b",
            [
                { a: 1, b: 2 },
                { a: [1], b: [2] },
            ],
            [{ a: { x: [1] }, b: { x: [1] } }],
        ],
        // One element that decides does so, even if another is an error.
        ["self.exists(a, a.b == 1) && !self.all(a, a.b == 2)", [[{}, { b: 1 }]], [[{}, { b: 2 }]]],
    ] as const) {
        it(expression, () => {
            const parsed = parse(expression);
            for (const each of good) {
                expect(passes(parsed, each), JSON.stringify(each)).to.equal(true);
            }
            for (const each of bad) {
                expect(passes(parsed, each), JSON.stringify(each)).to.equal(false);
            }
        });
    }

    it("say nothing of what is not known, unless the rest decides", () => {
        const either = parse("has(self.a) || has(self.b)");
        expect(passes(either, { a: unknownValue })).to.equal(undefined);
        expect(passes(either, { a: unknownValue, b: 1 })).to.equal(true);
        expect(passes(parse("self.size() == 0"), unknownValue)).to.equal(undefined);
        expect(passes(parse("self.all(each, each != 1)"), [unknownValue])).to.equal(undefined);
    });

    it("are refused when they need what is not there, instead of being skipped", () => {
        for (const expression of [
            "self.a * 2",
            "self.reverse()",
            "format(self)",
            "self ?",
            "[1",
            "a[0",
            "1 2",
            "#",
        ]) {
            expect(() => parse(expression), expression).to.throw(/not supported/);
        }
    });
});
