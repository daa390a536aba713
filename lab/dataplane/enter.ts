import { runForwarding } from "../bin/runForwarding.mjs";
import { insideMarker, missingRequirements } from "./requirements";

/**
 * Runs a command in mount, network and process namespaces of its own and resolves with its exit code. When it ends,
 * however it ends, the kernel ends every process in there and removes every address, rule and mount with them.
 *
 * Where that cannot be done it says so, loudly, and resolves with 0; with 1 if MESHWRIGHT_DATAPLANE is `required`.
 */
export async function enter(command: readonly string[]): Promise<number> {
    const missing = missingRequirements(process.env);
    if (missing.length > 0) {
        return skipped(missing);
    }
    process.env[insideMarker] = "inside";
    const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
    // Ends with this process even when that is killed outright.
    const withParent = ["--pdeathsig", "KILL", "--", "unshare", ...namespaces, "--"];
    const { code } = await runForwarding("setpriv", [...withParent, ...command]);
    return code;
}

/** Says, loudly, why nothing was proved; resolves to the exit code. */
export function skipped(reasons: readonly string[]): number {
    const list = reasons.map((reason) => `  - ${reason}`).join("\n");
    const message = "SKIPPED: no real proxies here, so nothing about them was proved.";
    process.stderr.write(`\n${message}\n${list}\n\n`);
    return process.env[insideMarker] === "required" ? 1 : 0;
}
