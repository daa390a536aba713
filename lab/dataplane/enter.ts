import { runForwarding } from "../bin/runForwarding.mjs";
import { insideMarker } from "./requirements";

/** Milliseconds after a signal: unshare itself ignores the polite ones while its command runs. */
const patience = 1000;

/**
 * Runs a command in mount, network and process namespaces of its own and resolves with its exit code. When it ends,
 * however it ends, the kernel ends every process in there and removes every address, rule and mount with them.
 */
export async function enter(command: readonly string[]): Promise<number> {
    process.env[insideMarker] = "inside";
    const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
    // Ends with this process even when that is killed outright.
    const withParent = ["--pdeathsig", "KILL", "--", "unshare", ...namespaces, "--"];
    const { code } = await runForwarding("setpriv", [...withParent, ...command], { patience });
    return code;
}

/** Says, loudly, why nothing was proved. The exit code is 0, or 1 if MESHWRIGHT_DATAPLANE is `required`. */
export function skipped(reasons: readonly string[]): number {
    const list = reasons.map((reason) => `  - ${reason}`).join("\n");
    const message = "SKIPPED: no real proxies here, so nothing about them was proved.";
    process.stderr.write(`\n${message}\n${list}\n\n`);
    return process.env[insideMarker] === "required" ? 1 : 0;
}
