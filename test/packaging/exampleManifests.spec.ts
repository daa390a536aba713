import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "..", "..");
const manifest = (folder: string) =>
    JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
        readonly name: string;
        readonly dependencies: Readonly<Record<string, string>>;
    };
const examples = readdirSync(join(root, "examples")).map((name) => join("examples", name));

describe("the examples' manifests", () => {
    it("take the package from where it is built, since a name on a registry can be anybody's", () => {
        const { name } = manifest("components");
        for (const folder of examples) {
            const built = relative(folder, join("dist", "components"));
            expect(manifest(folder).dependencies[name], folder).to.equal(`file:${built}`);
            expect(readFileSync(join(root, folder, "README.md"), "utf8")).to.include(
                "`npm run package -- --out dist`",
            );
        }
        expect(examples).to.have.length(3);
    });

    it("ask for what the package works with, and install it once", () => {
        const { dependencies } = manifest("components");
        for (const folder of examples) {
            const own = manifest(folder).dependencies;
            expect([own["@pulumi/pulumi"], own["@pulumi/kubernetes"]], folder).to.deep.equal([
                dependencies["@pulumi/pulumi"],
                dependencies["@pulumi/kubernetes"],
            ]);
            expect(readFileSync(join(root, folder, ".npmrc"), "utf8")).to.match(/^install-links=true$/m);
        }
    });
});
