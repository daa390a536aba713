import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import source from "../components/package.json";
import { componentManifest } from "./manifests";

const root = join(__dirname, "..");
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");

/**
 * The components as an npm package: compiled, with types, and nothing else of this repository. The folder is a plugin for
 * other languages too (`pulumi package add`), as the sources are. `out` is there and empty.
 */
export function buildComponentPackage(out: string): void {
    const project = join(root, "components", "tsconfig.package.json");
    const { status } = spawnSync(process.execPath, [compiler, "--project", project, "--outDir", out], {
        stdio: "inherit",
    });
    if (status !== 0) {
        throw new Error(
            "the components do not compile; correct what the compiler says, or see npm run check, and do this again",
        );
    }
    writeFileSync(join(out, "package.json"), `${JSON.stringify(componentManifest(source), undefined, 4)}\n`);
    for (const file of ["PulumiPlugin.yaml", "schema.json", "README.md"]) {
        copyFileSync(join(root, "components", file), join(out, file));
    }
    copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
}
