import { spawn } from "node:child_process";
import { constants } from "node:os";

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];
/** One ^C in a terminal arrives twice under npm: from the terminal and from npm itself. */
const echo = 1000;

/**
 * Runs a command in this terminal and resolves with its exit code, 128 + n when signal n ended it. Signals
 * reach it exactly once: it has a process group of its own, so a terminal's ^C goes to this process alone,
 * which passes it on, as it does one from `kill`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, patience?: number }} [options] `patience`: milliseconds it has to end after a signal
 * @returns {Promise<{ code: number, interrupted: number | undefined }>} `interrupted`: 128 + the signal passed on
 */
export function runForwarding(command, args, options = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd: options.cwd, stdio: "inherit", detached: true });
        /** @type {number | undefined} */
        let interrupted;
        let timer;
        const last = new Map();
        const forward = (signal) => {
            const now = Date.now();
            if (now - (last.get(signal) ?? Number.NEGATIVE_INFINITY) < echo) {
                return;
            }
            last.set(signal, now);
            interrupted = 128 + constants.signals[signal];
            child.kill(signal);
            if (options.patience !== undefined) {
                timer ??= setTimeout(() => endGroup(child), options.patience);
            }
        };
        for (const signal of forwarded) {
            process.on(signal, forward);
        }
        const settle = (then) => {
            clearTimeout(timer);
            for (const signal of forwarded) {
                process.off(signal, forward);
            }
            then();
        };
        child.once("error", (error) => settle(() => reject(error)));
        child.once("exit", (code, signal) =>
            settle(() => resolve({ code: code ?? 128 + (constants.signals[signal] ?? 0), interrupted })),
        );
    });
}

/** @param {import("node:child_process").ChildProcess} child */
function endGroup(child) {
    try {
        process.kill(-child.pid, "SIGKILL");
    } catch {
        // It ended by itself meanwhile.
    }
}
