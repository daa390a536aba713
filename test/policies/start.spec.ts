import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { areas } from "../../policies/areas";

const root = join(__dirname, "../..");
const kept = join(root, "node_modules", ".cache", "meshwright-policies");

describe("what a pack starts with", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-start-"));
        write("index.ts", 'import { word } from "./word"; console.log(word as string, __dirname);');
        write("word.ts", 'export const word: string = "first";');
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
        for (const each of readdirSync(kept)) {
            if (readFileSync(join(kept, each), "utf8").includes(folder)) {
                rmSync(join(kept, each));
            }
        }
    });
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const run = () => {
        const program = `require(${JSON.stringify(join(root, "policies", "start.cjs"))})(${JSON.stringify(folder)}, "index.ts")`;
        const { stdout, status } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
        return { stdout, status };
    };

    it("runs TypeScript as if it stood in its own folder, the first time and from what was kept", () => {
        const expected = { stdout: `first ${folder}\n`, status: 0 };
        expect(run()).to.deep.equal(expected);
        expect(run()).to.deep.equal(expected);
    });

    it("never runs what was kept of other sources: a rule that was changed judges at once", () => {
        run();
        write("word.ts", 'export const word: string = "other";');
        expect(run()).to.deep.equal({ stdout: `other ${folder}\n`, status: 0 });
        rmSync(join(folder, "word.ts"));
        expect(run().status).not.to.equal(0);
        write("word.ts", 'export const word: string = "first";');
        expect(run().stdout).to.equal(`first ${folder}\n`);
    });

    it("does without what was kept where that is damaged", () => {
        run();
        for (const each of readdirSync(kept)) {
            const file = join(kept, each);
            if (readFileSync(file, "utf8").includes(folder)) {
                writeFileSync(file, `{"sources": {"${folder}`);
            }
        }
        expect(run()).to.deep.equal({ stdout: `first ${folder}\n`, status: 0 });
    });

    it("is what every pack starts with, as the engine and Node look for it", () => {
        for (const pack of ["", ...areas]) {
            const at = (name: string) => readFileSync(join(root, "policies", pack, name), "utf8");
            expect(at("PulumiPolicy.yaml"), pack).to.contain("typescript: false\nmain: pack.cjs");
            expect(JSON.parse(at("package.json")).main, pack).to.equal("pack.cjs");
            expect(at("pack.cjs"), pack).to.contain('start.cjs")(__dirname, "index.ts")');
        }
    });
});
