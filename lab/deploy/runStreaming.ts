import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Interrupted } from "../tools";

export interface StreamOptions {
    readonly cwd: string;
    readonly environment: NodeJS.ProcessEnv;
    /** Everything the command prints is appended here. */
    readonly log: string;
    readonly signal?: AbortSignal;
    readonly onLine?: (line: string) => void;
}

export interface StreamResult {
    readonly code: number;
    /** Standard output and error, line by line, in the order they came. */
    readonly lines: readonly string[];
}

/** How long the engine may take to finish the operation it is in after it was asked to stop. */
const patience = 25_000;

/**
 * Runs a command line by line in a process group of its own. When the work is stopped the command gets one
 * SIGINT, as from a terminal, so that the engine writes its state down; only if that takes too long the whole
 * group is killed.
 */
export async function runStreaming(
    command: string,
    args: readonly string[],
    options: StreamOptions,
): Promise<StreamResult> {
    const { signal } = options;
    signal?.throwIfAborted();
    mkdirSync(dirname(options.log), { recursive: true, mode: 0o700 });
    const log = createWriteStream(options.log, { flags: "a", mode: 0o600 });
    log.write(`$ ${command} ${args.join(" ")}\n`);
    const child = spawn(command, args, {
        cwd: options.cwd,
        env: options.environment,
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
            lines.push(line);
            log.write(`${line}\n`);
            options.onLine?.(line);
        });
    }
    const group = (name: NodeJS.Signals) => {
        try {
            process.kill(-(child.pid ?? 0), name);
        } catch {
            // Already gone, which is what was wanted.
        }
    };
    let killer: NodeJS.Timeout | undefined;
    const stop = () => {
        child.kill("SIGINT");
        killer = setTimeout(() => group("SIGKILL"), patience);
    };
    const net = () => group("SIGKILL");
    signal?.addEventListener("abort", stop, { once: true });
    process.once("exit", net);
    try {
        const code = await new Promise<number>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", (exit) => resolve(exit ?? 1));
        });
        if (signal?.aborted) {
            // Providers that outlive their engine would hold connections and temporary files.
            group("SIGKILL");
            throw signal.reason instanceof Error ? signal.reason : new Interrupted();
        }
        return { code, lines };
    } finally {
        clearTimeout(killer);
        process.off("exit", net);
        signal?.removeEventListener("abort", stop);
        log.end();
    }
}
