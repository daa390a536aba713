import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import components from "../../components/package.json";
import { componentManifest, policyManifest } from "../../packaging/manifests";
import policies from "../../policies/package.json";

const root = join(__dirname, "..", "..");

/** Packages that the sources of a folder import, without the parts of them. */
function imported(folder: string): readonly string[] {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", folder], {
        cwd: root,
        encoding: "utf8",
    });
    const names = files
        .split("\n")
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) => [
            ...readFileSync(join(root, file), "utf8").matchAll(
                /^(?:import|export) .*?from "([^."][^"]*)";|^\} from "([^."][^"]*)";/gm,
            ),
        ])
        .map(([, one, other]) => one ?? other ?? "")
        .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name))
        .map((name) =>
            name
                .split("/")
                .slice(0, name.startsWith("@") ? 2 : 1)
                .join("/"),
        );
    return [...new Set(names)].sort();
}

describe("what is published", () => {
    it("declares every package the components import, and none that they do not", () => {
        const { dependencies, peerDependencies } = componentManifest(components);
        expect(Object.keys({ ...dependencies, ...peerDependencies }).sort()).to.deep.equal(
            imported("components"),
        );
        expect(Object.keys(peerDependencies)).to.deep.equal(["@pulumi/kubernetes", "@pulumi/pulumi"]);
    });

    it("has the engine's packages beside the policy pack, and everything else in it", () => {
        expect(Object.keys(policyManifest(policies).dependencies)).to.deep.equal([
            "@pulumi/policy",
            "@pulumi/pulumi",
        ]);
    });

    it("is not marked private, and has the version of its sources", () => {
        for (const manifest of [componentManifest(components), policyManifest(policies)]) {
            expect(manifest).to.not.have.property("private");
            expect(manifest.version).to.match(/^\d+\.\d+\.\d+$/);
        }
    });
});
