import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "..");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
})
    .split("\n")
    .filter((file) => /\.(ts|mjs)$/.test(file));

describe("the house", () => {
    const sources = tracked
        .filter((file) => !file.startsWith("test/"))
        .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length }));

    it("has files of one idea: the middle one at most 100 lines, none above 400", () => {
        const sizes = sources.map(({ lines }) => lines).sort((left, right) => left - right);
        expect(sizes.length).to.be.greaterThan(100);
        expect(sizes[Math.floor(sizes.length / 2)]).to.be.at.most(100);
        const long = tracked.filter(
            (file) => readFileSync(join(root, file), "utf8").split("\n").length > 400,
        );
        expect(long).to.deep.equal([]);
    });

    it("has no room without a name", () => {
        expect(
            tracked.filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\.|\/)/.test(file)),
        ).to.deep.equal([]);
    });

    it("exports no class from the program, because every exported class would be public API", () => {
        expect(readFileSync(join(root, "index.ts"), "utf8")).to.not.match(/export (default|class)/);
    });
});
