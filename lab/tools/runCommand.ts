import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { reasonOf } from "./interruption";

export interface CommandOptions {
    readonly cwd?: string;
    readonly environment?: NodeJS.ProcessEnv;
    readonly signal?: AbortSignal;
    /** Milliseconds after which the command is ended. */
    readonly timeout?: number;
    /** Every line of standard error as it comes. */
    readonly onLine?: (line: string) => void;
}

export interface CommandResult {
    /** Undefined when it could not be started, was killed or ran out of time. */
    readonly code: number | undefined;
    readonly stdout: string;
    /** The last lines of standard error. */
    readonly tail: readonly string[];
    readonly timedOut: boolean;
}

const keptLines = 25;
const patience = 3000;

/**
 * Runs a command in a process group of its own, so that ending it ends its children too: `go build` alone
 * would let running compilers and linkers finish first. Rejects only when the work was stopped.
 */
export async function runCommand(
    command: string,
    args: readonly string[],
    options: CommandOptions = {},
): Promise<CommandResult> {
    const { signal } = options;
    if (signal?.aborted) {
        throw reasonOf(signal);
    }
    const child = spawn(command, args, {
        cwd: options.cwd,
        env: options.environment ?? process.env,
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
    });
    const lines: string[] = [];
    const keep = (line: string) => {
        lines.push(line);
        lines.splice(0, lines.length - keptLines);
        options.onLine?.(line);
    };
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        stdout += chunk;
    });
    createInterface({ input: child.stderr }).on("line", keep);

    let timedOut = false;
    const stop = () => endGroup(child);
    // The exit hook is the net under a caller that leaves without waiting.
    const net = () => kill(child, "SIGKILL");
    process.once("exit", net);
    signal?.addEventListener("abort", stop, { once: true });
    const timer = options.timeout
        ? setTimeout(() => {
              timedOut = true;
              stop();
          }, options.timeout)
        : undefined;
    try {
        const code = await new Promise<number | undefined>((resolve) => {
            child.once("error", (error) => {
                keep(error.message);
                resolve(undefined);
            });
            child.once("close", (exitCode) => resolve(exitCode ?? undefined));
        });
        if (signal?.aborted) {
            throw reasonOf(signal);
        }
        return { code: timedOut ? undefined : code, stdout, tail: lines, timedOut };
    } finally {
        clearTimeout(timer);
        process.off("exit", net);
        signal?.removeEventListener("abort", stop);
    }
}

function endGroup(child: ChildProcess): void {
    kill(child, "SIGTERM");
    const timer = setTimeout(() => kill(child, "SIGKILL"), patience);
    child.once("close", () => clearTimeout(timer));
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined) {
        return;
    }
    try {
        process.kill(-child.pid, signal);
    } catch {
        // The group is gone already, which is what was wanted.
    }
}
