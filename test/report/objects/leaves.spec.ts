import { expect } from "chai";
import fc from "fast-check";
import { changedLeaves, leafInWords, leavesInWords } from "../../../report/objects/leaves";

describe("what differs inside two objects", () => {
    it("is compared as data, whatever it looks like as words", () => {
        expect(said({ args: ["--day", "yesterday"] }, { args: ["--day, yesterday"] })).to.equal(
            'args ["--day","yesterday"] → ["--day, yesterday"]',
        );
        expect(said({ args: [null] }, { args: ["null"] })).to.equal('args [null] → ["null"]');
        expect(said({ port: 80 }, { port: "80" })).to.equal('port 80 → "80"');
        expect(said({ text: "a  b" }, { text: "a b" })).to.equal('text "a  b" → "a b"');
        expect(said({ verbs: ["get", "list"] }, { verbs: ["get,list"] })).to.equal(
            "verbs get, list → get,list",
        );
    });

    it("is nothing of a set in another order, and something of a list", () => {
        expect(said({ verbs: ["get", "list"] }, { verbs: ["list", "get", "get"] })).to.equal("");
        expect(said({ args: ["a", "b"] }, { args: ["b", "a"] })).to.equal("args a, b → b, a");
    });

    it("is of a long list what came and what went", () => {
        const long = Array.from({ length: 9 }, (_, index) => `--a-rather-long-flag-${index}=on`);
        const with_ = (...more: string[]): object => ({ args: [...long, ...more] });
        expect(said(with_("--retention=20d"), with_("--retention=10d"))).to.equal(
            "args …, --retention=20d → …, --retention=10d",
        );
        expect(said(with_(), with_("--debug"))).to.equal("args has --debug as well");
        expect(said(with_("--debug"), with_())).to.equal("args has --debug no longer");
        expect(said({ args: long }, { args: [...long].reverse() })).to.equal("args in another order");
    });

    it("is seen of two long texts that begin alike", () => {
        const start = "x".repeat(200);
        expect(said({ text: `${start} before` }, { text: `${start} after` })).to.equal(
            `text …${"x".repeat(29)} before → …${"x".repeat(29)} after`,
        );
    });

    it("is never told in the same words for both sides", () => {
        const texts = fc.oneof(
            fc.string(),
            fc
                .tuple(fc.constantFrom("x", "😀"), fc.integer({ min: 100, max: 140 }), fc.string())
                .map(([letter, count, end]) => letter.repeat(count) + end),
        );
        const values = fc.oneof(texts, fc.integer(), fc.boolean(), fc.array(fc.oneof(texts, fc.integer())));
        fc.assert(
            fc.property(values, values, (before, after) => {
                const [leaf, ...others] = changedLeaves({ args: before }, { args: after });
                expect(others).to.deep.equal([]);
                expect(leaf === undefined).to.equal(JSON.stringify(before) === JSON.stringify(after));
                const words = leaf === undefined ? "" : leafInWords(leaf);
                const [was, is] = words.slice("args ".length).split(" → ", 2);
                expect(words.includes(" → ") && was === is, words).to.equal(false);
            }),
        );
    });

    it("knows elements without names by what they say, wherever they stand then", () => {
        const limit = (value: string): object => ({ actions: [{ value, path: "/x", method: "GET" }] });
        expect(
            said({ limits: [limit("a"), limit("b"), limit("c")] }, { limits: [limit("b"), limit("c")] }),
        ).to.equal("limits[0] is no longer set (was a, /x, GET)");
        expect(said({ limits: [limit("b")] }, { limits: [limit("a"), limit("b")] })).to.equal(
            "limits[0] a, /x, GET (was not set)",
        );
        expect(said({ limits: [limit("a"), limit("b")] }, { limits: [limit("a"), limit("c")] })).to.equal(
            "limits[1].actions[0].value b → c",
        );
        expect(said({ limits: [limit("a"), limit("b")] }, { limits: [limit("b"), limit("a")] })).to.equal(
            "limits in another order",
        );
    });

    it("knows the one of several of a name that is gone", () => {
        const entry = (value: string): object => ({ key: "path", value });
        expect(
            said({ descriptors: ["a", "b", "c"].map(entry) }, { descriptors: ["b", "c"].map(entry) }),
        ).to.equal(
            "descriptors[path].key is no longer set (was path); descriptors[path].value is no longer set (was a)",
        );
    });

    it("is nothing of named elements in another order, unless each waits for the one before", () => {
        const both = (field: string, ...names: string[]): object => ({
            [field]: names.map((name) => ({ name })),
        });
        expect(said(both("containers", "a", "b"), both("containers", "b", "a"))).to.equal("");
        expect(said(both("initContainers", "a", "b"), both("initContainers", "b", "a"))).to.equal(
            "initContainers in another order",
        );
    });

    it("sees what is empty, and says of what was empty only what it holds now", () => {
        expect(said({ peers: [{}] }, { peers: [] })).to.equal("peers[0] is no longer set (was {})");
        expect(said({ dir: {} }, { dir: { medium: "Memory" } })).to.equal("dir.medium Memory (was not set)");
        expect(said({ servers: [] }, { servers: [{ name: "a" }] })).to.equal(
            "servers[a].name a (was not set)",
        );
        expect(said({ a: "" }, { a: "b" })).to.equal('a "" → b');
    });

    it("sees another point in time in a configuration", () => {
        const until = (day: number): object => ({ config: `name: x\nuntil: 2027-01-0${day}\n` });
        expect(said(until(1), until(2))).to.equal(
            "config.until 2027-01-01T00:00:00.000Z → 2027-01-02T00:00:00.000Z",
        );
    });
});

function said(before: unknown, after: unknown): string {
    return leavesInWords(changedLeaves(before, after));
}
