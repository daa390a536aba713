import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { standingAlone } from "../../packaging/policyPackage";
import { type builders, runPackage } from "../../packaging/run";
import { temporaryFolder } from "../support/temporaryFolder";

const root = resolve(__dirname, "../..");

/** With builders that only say where they were. */
function run(args: readonly string[], build: Partial<typeof builders> = {}) {
    const said = { out: "", err: "" };
    const make = (folder: string) => writeFileSync(join(folder, "made"), "");
    const code = runPackage(
        args,
        {
            out: (text) => {
                said.out += text;
            },
            err: (text) => {
                said.err += text;
            },
        },
        { components: make, policies: make, ...build },
    );
    return { code, ...said };
}

describe("npm run package", () => {
    it("makes both parts in a folder of its own, and replaces nothing but them when it does so again", () => {
        const out = join(temporaryFolder("package"), "dist");
        expect(run(["--out", out]).out).to.equal(`${out}/components\n${out}/policies\n`);
        writeFileSync(join(out, "components", "old"), "");
        expect(run(["--out", out])).to.deep.include({ code: 0, err: "" });
        expect(readdirSync(out)).to.deep.equal([".meshwright-package", "components", "policies"]);
        expect(readdirSync(join(out, "components"))).to.deep.equal(["made"]);
    });

    it("refuses the sources and whatever holds them, and deletes nothing", () => {
        for (const out of [root, dirname(root), join(root, "policies", ".."), "/"]) {
            expect(run(["--out", out])).to.deep.equal({
                code: 1,
                out: "",
                err: `"${out}" holds the sources of what is published; name another folder, such as dist\n`,
            });
        }
        expect(existsSync(join(root, "components", "index.ts"))).to.equal(true);
    });

    it("refuses a folder that it did not write, and a file", () => {
        const out = temporaryFolder("package");
        mkdirSync(join(out, "components"));
        const notes = join(out, "components", "notes.txt");
        writeFileSync(notes, "mine");
        const advice = "name an empty folder or one that npm run package wrote";
        expect(run(["--out", out]).err).to.equal(
            `"${out}" holds files that npm run package did not write (components); ${advice}\n`,
        );
        expect(run(["--out", notes]).err).to.equal(`"${notes}" is no folder; ${advice}\n`);
        expect(readFileSync(notes, "utf8")).to.equal("mine");
    });

    it("says in words what could not be made, and begins anew the next time", () => {
        const out = join(temporaryFolder("package"), "dist");
        const components = () => {
            throw new Error("the components do not compile");
        };
        expect(run(["--out", out], { components })).to.deep.equal({
            code: 1,
            out: "",
            err: `"${out}" does not hold what is published: the components do not compile\n`,
        });
        expect(run(["--out", out]).code).to.equal(0);
    });

    it("refuses arguments it does not know, and one that is missing", () => {
        expect(run([]).err).to.match(
            /^--out is missing; name a folder, such as dist\nusage: npm run package/,
        );
        const { code, err } = run(["--foo"]);
        expect(code).to.equal(2);
        expect(err).to.match(/^unknown argument "--foo"; --out is allowed\nusage: /);
    });

    it("gives the policy pack a page whose links lead somewhere", () => {
        expect(standingAlone("[A](#a-10), [it](guides/a.md#b), [x](https://x.org/y.md)")).to.equal(
            "[A](#a-10), it (`docs/guides/a.md` of the sources), [x](https://x.org/y.md)",
        );
    });
});
