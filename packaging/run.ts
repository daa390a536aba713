import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { asksForHelp, type Output, readOrExit } from "../commandHead";
import { emptyFolder, foreignContents, holds, type Owner } from "../ownFolder";
import { readFlags } from "../stackFlags";
import { whyNot } from "../whyNot";
import { buildComponentPackage } from "./componentPackage";
import { buildPolicyPackage } from "./policyPackage";

const usage = `usage: npm run package -- --out DIR
  --out  folder for the npm package (DIR/components) and the policy pack (DIR/policies); created, or emptied when this
         command wrote it before`;

const ofPackage: Owner = { name: "npm run package", marker: ".meshwright-package" };

const root = join(__dirname, "..");

/** What makes each part of what is published, in a folder that is there and empty. */
export const builders = { components: buildComponentPackage, policies: buildPolicyPackage };

/**
 * What is published, in folders that `npm pack` and `pulumi policy publish` take as they are. Answers 0 when both were
 * made, 1 when one could not be, 2 when the arguments are wrong.
 */
export function runPackage(args: readonly string[], streams: Output, build = builders): number {
    const command = readOrExit(parseCommandLine(args), streams, usage);
    if (typeof command === "number") {
        return command;
    }
    const { out } = command;
    const foreign = holds(out, root) ? sources(out) : foreignContents(out, ofPackage);
    if (foreign !== undefined) {
        streams.err(`${foreign}\n`);
        return 1;
    }
    try {
        emptyFolder(out, ofPackage);
        for (const [part, make] of Object.entries(build)) {
            const folder = join(out, part);
            mkdirSync(folder);
            make(folder);
            streams.out(`${folder}\n`);
        }
        return 0;
    } catch (error) {
        streams.err(`"${out}" does not hold what is published: ${whyNot(error)}\n`);
        return 1;
    }
}

function sources(out: string): string {
    return `"${out}" holds the sources of what is published; name another folder, such as dist`;
}

function parseCommandLine(
    args: readonly string[],
): { readonly out: string } | "help" | { readonly problems: readonly string[] } {
    if (asksForHelp(args)) {
        return "help";
    }
    const { values, problems } = readFlags(args, ["--out"], "--out");
    const out = values.get("--out");
    return out === undefined || problems.length > 0
        ? { problems: problems.length > 0 ? problems : ["--out is missing; name a folder, such as dist"] }
        : { out };
}
