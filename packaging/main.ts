import { join } from "node:path";
import { readFlags } from "../stackFlags";
import { buildComponentPackage } from "./componentPackage";
import { buildPolicyPackage } from "./policyPackage";

const usage =
    "usage: npm run package -- --out DIR: the npm package in DIR/components, the policy pack in DIR/policies";

/** `npm run package`: what is published, in folders that `npm pack` and `pulumi policy publish` take as they are. */
function main(args: readonly string[]): number {
    const { values, problems } = readFlags(args, ["--out"], "--out");
    const out = values.get("--out");
    if (out === undefined || problems.length > 0) {
        process.stderr.write(`${[...problems, usage].join("\n")}\n`);
        return 2;
    }
    buildComponentPackage(join(out, "components"));
    buildPolicyPackage(join(out, "policies"));
    process.stdout.write(`${join(out, "components")}\n${join(out, "policies")}\n`);
    return 0;
}

process.exitCode = main(process.argv.slice(2));
