import { runForwarding } from "../bin/runForwarding.mjs";

/** Milliseconds after a signal: unshare itself ignores the polite ones while its command runs. */
const patience = 1000;

/** Set for what runs inside the lab's own namespaces. */
export const insideMarker = "MESHWRIGHT_DATAPLANE";

/**
 * What unshare is told. Who is not root gets the rights over the other namespaces by owning the user namespace they
 * are in, where that one user is called root.
 */
export function ownNamespaces(user = process.getuid?.()): readonly string[] {
    const own = user === 0 ? [] : ["--user", "--map-root-user"];
    return [...own, "--mount", "--net", "--pid", "--fork", "--mount-proc"];
}

/**
 * Runs a command in mount, network and process namespaces of its own and resolves with its exit code. When it ends,
 * however it ends, the kernel ends every process in there and removes every address, rule and mount with them.
 */
export async function enter(command: readonly string[]): Promise<number> {
    process.env[insideMarker] = "inside";
    // Ends with this process even when that is killed outright.
    const withParent = [
        "--pdeathsig",
        "KILL",
        "--",
        "unshare",
        ...ownNamespaces(),
        "--kill-child=SIGKILL",
        "--",
    ];
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
