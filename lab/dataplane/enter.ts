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
        const reasons = missing.map((reason) => `  - ${reason}`).join("\n");
        const message = "SKIPPED: no real proxies here, so nothing about them was proved.";
        process.stderr.write(`\n${message}\n${reasons}\n\n`);
        return process.env[insideMarker] === "required" ? 1 : 0;
    }
    process.env[insideMarker] = "inside";
    const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc"];
    const { code } = await runForwarding("unshare", [...namespaces, "--", ...command]);
    return code;
}
