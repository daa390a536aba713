import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { gather } from "../../ci/gather";
import { temporaryFolder } from "../support/temporaryFolder";

const made = () => ({ ok: false, problems: [] }) as const;

/** A checkout of a stack file and one file of its catalogue. */
function checkout(folder: string): string {
    mkdirSync(join(folder, "catalog"), { recursive: true });
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: {}\n");
    writeFileSync(join(folder, "catalog", "shop.yaml"), "namespace: shop\n");
    return folder;
}

describe("what a run without rights leaves for the one that comments", () => {
    let folder: string;
    let head: string;
    const run = (out: string, base = head) =>
        gather({ base, head, pullRequest: "7", out, today: "2026-11-29", read: made });

    beforeEach(() => {
        folder = temporaryFolder("gather");
        head = checkout(join(folder, "head"));
    });

    it("is stack files, catalogues and what becomes of them, and nothing of an earlier time", () => {
        const out = join(folder, "change");
        run(out);
        writeFileSync(join(out, "head", "catalog", "old.yaml"), "");
        expect(run(out)).to.equal(`4 files of #7 are in ${out}`);
        const left = readdirSync(out, { recursive: true, encoding: "utf8" }).sort();
        const state = ["", "/Pulumi.dev.yaml", "/catalog", "/catalog/shop.yaml"];
        expect(left).to.deep.equal([
            ".meshwright-gather",
            ...state.map((each) => `base${each}`),
            ...state.map((each) => `head${each}`),
            "made",
            "made/dev.json",
            "pull-request",
        ]);
    });

    it("replaces nothing that somebody else wrote, whether a folder or a file", () => {
        const other = checkout(join(folder, "other"));
        const notes = join(other, "notes.txt");
        writeFileSync(notes, "mine");
        const advice = "name an empty folder or one that gather wrote";
        expect(() => run(other)).to.throw(
            `"${other}" holds files that gather did not write (Pulumi.dev.yaml, catalog, notes.txt); ${advice}`,
        );
        expect(() => run(notes)).to.throw(`"${notes}" is no folder; ${advice}`);
        expect(readFileSync(notes, "utf8")).to.equal("mine");
    });

    it("replaces no folder that holds what it reads, its own or not", () => {
        const out = join(folder, "change");
        run(out);
        symlinkSync(out, join(folder, "link"));
        for (const place of [out, join(out, "base", ".."), join(folder, "link")]) {
            expect(() => run(place, join(out, "base"))).to.throw(
                `--out is "${place}", which holds --base: it would be deleted; name another folder`,
            );
        }
        expect(() => run(head)).to.throw("which holds --head");
        expect(readdirSync(join(out, "base"))).to.deep.equal(["Pulumi.dev.yaml", "catalog"]);
        expect(run(join(head, "change"))).to.match(/^4 files/);
    });

    it("is nothing that a link leads to, and no folder that is called like a file, which is said", () => {
        const base = checkout(join(folder, "base"));
        const secret = join(folder, "secret");
        mkdirSync(secret);
        writeFileSync(join(secret, "token.yaml"), "hunter2");
        symlinkSync("../../secret/token.yaml", join(head, "catalog", "link.yaml"));
        symlinkSync("gone", join(head, "catalog", "dangling.yaml"));
        mkdirSync(join(head, "catalog", "folder.yaml"));
        symlinkSync("../secret", join(head, "mesh"));
        writeFileSync(join(head, "Pulumi.test.yaml"), "config: { meshwright:catalog: mesh }\n");
        const out = join(folder, "change");
        expect(run(out, base)).to.equal(
            `5 files of #7 are in ${out}; left out as no plain files: ${["catalog/dangling", "catalog/folder", "catalog/link", "mesh/token"].map((each) => `"head/${each}.yaml"`).join(", ")}`,
        );
        expect(readdirSync(join(out, "head", "catalog"))).to.deep.equal(["shop.yaml"]);
    });
});
