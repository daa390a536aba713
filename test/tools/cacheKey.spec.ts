import { expect } from "chai";
import fc from "fast-check";
import { cacheKey, type Ingredients } from "../../lab/tools/cacheKey";

const base: Ingredients = {
    files: { "go.mod": "module m", "go.sum": "sum", "main.go": "package main" },
    goVersion: "go1.26.8",
    os: "linux",
    arch: "amd64",
    flags: ["-s", "-w"],
};

describe("the key of a build in the cache", () => {
    const changes: Readonly<Record<string, Partial<Ingredients>>> = {
        "go.mod": { files: { ...base.files, "go.mod": "module n" } },
        "go.sum": { files: { ...base.files, "go.sum": "another sum" } },
        "main.go": { files: { ...base.files, "main.go": "package other" } },
        "one more file": { files: { ...base.files, "more.go": "" } },
        "the Go version": { goVersion: "go1.26.9" },
        "the operating system": { os: "darwin" },
        "the architecture": { arch: "arm64" },
        "a flag": { flags: ["-s"] },
        "the order of flags": { flags: ["-w", "-s"] },
    };
    for (const [what, change] of Object.entries(changes)) {
        it(`changes with ${what}`, () => {
            expect(cacheKey({ ...base, ...change })).not.to.equal(cacheKey(base));
        });
    }

    it("does not depend on the order in which files are read", () => {
        const reversed = Object.fromEntries(Object.entries(base.files).reverse());
        expect(cacheKey({ ...base, files: reversed })).to.equal(cacheKey(base));
    });

    it("is never shared by two builds whose texts only run together alike", () => {
        const text = fc.string({ maxLength: 4 });
        fc.assert(
            fc.property(text, text, text, text, (a, b, c, d) => {
                fc.pre(a !== c || b !== d);
                const left = cacheKey({ ...base, goVersion: a, os: b, flags: [a, b] });
                const right = cacheKey({ ...base, goVersion: c, os: d, flags: [c, d] });
                expect(left).not.to.equal(right);
            }),
            { numRuns: process.env["TEST_DEPTH"] === "full" ? 2000 : 200 },
        );
    });
});
