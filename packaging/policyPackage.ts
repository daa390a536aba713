import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { parse, stringify } from "yaml";
import source from "../policies/package.json";
import { policyManifest } from "./manifests";

const root = join(__dirname, "..");
const policies = join(root, "policies");

/** The policy pack in a folder that needs nothing around it, for `pulumi policy publish` and for npm. */
export function buildPolicyPackage(out: string): void {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    buildSync({
        entryPoints: [join(policies, "index.ts")],
        outfile: join(out, "index.js"),
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node20",
        // The engine's own, of which there must be one.
        external: ["@pulumi/*"],
        logLevel: "silent",
    });
    writeFileSync(join(out, "package.json"), `${JSON.stringify(policyManifest(source), undefined, 4)}\n`);
    const pack = parse(readFileSync(join(policies, "PulumiPolicy.yaml"), "utf8")) as object;
    writeFileSync(join(out, "PulumiPolicy.yaml"), stringify({ ...pack, main: "index.js" }));
    for (const preset of ["config.dev.json", "config.prod.json"]) {
        copyFileSync(join(policies, preset), join(out, preset));
    }
    copyFileSync(join(root, "docs", "policies.md"), join(out, "README.md"));
    copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
}
