import { spawnSync } from "node:child_process";

/**
 * How to start a command so that the kernel ends it when its parent is gone, however that died. `setpriv`
 * (util-linux) becomes the command itself, so the pid stays the same. Without it, what outlives a killed
 * supervisor is found by its mark and ended by the next `up` or `down`.
 *
 * SIGKILL, because all of them lose their parent in the same moment: an API server that is asked politely after
 * etcd has gone waits for minutes.
 */
export function dieWithParent(): (command: readonly string[]) => readonly string[] {
    const prefix = ["setpriv", "--pdeathsig", "KILL", "--"];
    const tried = spawnSync("setpriv", [...prefix.slice(1), "true"], { stdio: "ignore" });
    return tried.status === 0 ? (command) => [...prefix, ...command] : (command) => command;
}
