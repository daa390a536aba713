import { expect } from "chai";
import fc from "fast-check";
import { byMeaning, changedFiles } from "../../ci/change/changedFiles";
import { prefaceOf } from "../../ci/comment/preface";
import { FakeForge } from "./fakeForge";

describe("the files of a change", () => {
    it("are data, words and looks at the program, or else the program", () => {
        const nothing = [
            "Pulumi.dev.yaml",
            "catalog/orders.yaml",
            "README.md",
            "docs/guides/access.md",
            "test/derive/paths.spec.ts",
            ".github/workflows/deploy.yml",
        ];
        const program = [
            "Pulumi.yaml",
            "components/derive/paths.ts",
            "index.ts",
            "package-lock.json",
            "whatever/is/new.ts",
            "catalog/not-data.ts",
            "x/catalog/orders.yaml",
        ];
        const policies = ["policies/areas/access/any.ts", "policies/config.prod.json"];
        expect(byMeaning([...policies, ...nothing, ...program])).to.deep.equal({
            program: [...program].sort(),
            policies,
            workflows: [".github/workflows/deploy.yml"],
        });
    });

    it("count under both names where one was moved, and as program where there are more than are listed", async () => {
        const forge = new FakeForge();
        forge.files = [{ filename: "docs/old.ts", previous_filename: "components/old.ts" }];
        expect((await changedFiles(forge, 7)).program).to.deep.equal(["components/old.ts"]);
        forge.files = Array.from({ length: 3000 }, (_, index) => ({ filename: `catalog/${index}.yaml` }));
        expect((await changedFiles(forge, 7)).program).to.deep.equal(["more files than are listed"]);
    });

    it("are named first in the comment, and those with names that are no plain paths are only counted", () => {
        expect(prefaceOf({ program: [], policies: [], workflows: [] }, [])).to.equal("");
        const text = prefaceOf(
            {
                program: ["index.ts", "a`b\n@everyone.ts"],
                policies: ["policies/x.ts"],
                workflows: [".github/workflows/x.yml"],
            },
            [],
        );
        expect(text)
            .to.include("**The program changes too**: `index.ts`, 1 more file.")
            .and.to.include("**The workflows change too**: `.github/workflows/x.yml`.")
            .and.to.include("**The policies change too**: `policies/x.ts`.");
        expect(text).to.not.include("@everyone");
    });

    it("never make a preface longer than a comment has room for", () => {
        const path = fc.string({ unit: fc.constantFrom("a", "b", "/", "-"), minLength: 100, maxLength: 140 });
        const paths = fc.array(path, { minLength: 4, maxLength: 40 });
        fc.assert(
            fc.property(paths, paths, paths, paths, (program, policies, workflows, doubted) => {
                const { length } = prefaceOf({ program, policies, workflows }, doubted);
                expect(length).to.be.within(700, 4500);
            }),
        );
    });
});
