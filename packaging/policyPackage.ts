import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { parse, stringify } from "yaml";
import source from "../policies/package.json";
import { policyManifest } from "./manifests";

const root = join(__dirname, "..");
const policies = join(root, "policies");

/** The policy pack in a folder that needs nothing around it, for `pulumi policy publish` and for npm; it is there and empty. */
export function buildPolicyPackage(out: string): void {
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
    for (const preset of readdirSync(policies).filter((each) => /^config\..+\.json$/.test(each))) {
        copyFileSync(join(policies, preset), join(out, preset));
    }
    const page = readFileSync(join(root, "docs", "policies.md"), "utf8");
    writeFileSync(join(out, "README.md"), standingAlone(page));
    copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
}

/** A page of docs/ where nothing lies beside it: what it links to there becomes the name of a file in the sources. */
export function standingAlone(page: string): string {
    return page.replaceAll(/\[([^\]]+)\]\((?!#|[a-z]+:)([^)#]+)[^)]*\)/g, "$1 (`docs/$2` of the sources)");
}
