import { join } from "node:path";
import { enter, skipped } from "../../lab/dataplane/enter";
import { missingRequirements } from "../../lab/dataplane/requirements";
import { type Mode, modeHere } from "../../lab/dataplane/users";
import { consoleReporter } from "../../lab/reporter";
import { envoyFiles, ToolProblem } from "../../lab/tools";

/** `npm run dataplane [-- SPEC…]`: brings the suite's mesh up on real proxies and runs the specs, or those named. */
const named = process.argv.slice(2);
const specs = named.length > 0 ? named : [join(__dirname, "**", "*.spec.ts")];
const mocha = require.resolve("mocha/bin/mocha.js");
const hooks = join(__dirname, "support", "runningLab.ts");
const options = [
    ["--no-config", "--require", require.resolve("tsx"), "--require", hooks],
    // One lab, so one process; its waiting is bounded by the deadline of each `eventually`.
    ["--no-parallel", "--timeout", "600000", "--exit"],
].flat();

const told: Readonly<Record<Mode, string>> = {
    root: "as root: redirected by owner, as in a cluster",
    rootless:
        "rootless: one user, so redirected by destination; what only root can show is skipped and named below",
};

async function main(): Promise<number> {
    if (process.platform === "linux" && modeHere() === "rootless") {
        // Where the tools of a network lie, and not on everybody's PATH.
        process.env["PATH"] = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;
    }
    const missing = missingRequirements(process.env);
    if (missing.length > 0) {
        return skipped(missing);
    }
    try {
        // Envoy is not everywhere to be had; everything else is built from modules, as for the other labs.
        await envoyFiles(consoleReporter());
    } catch (error) {
        if (error instanceof ToolProblem) {
            return skipped([error.message]);
        }
        throw error;
    }
    process.stdout.write(`Real Envoys ${told[modeHere()]}.\n`);
    return enter([process.execPath, mocha, ...options, ...specs]);
}

void main().then((code) => {
    process.exitCode = code;
});
