import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dieWithParent } from "../../../../lab/cluster/dieWithParent";
import { consoleReporter } from "../../../../lab/reporter";
import { ensureTools } from "../../../../lab/tools";
import type { ToolName } from "../../../../lab/tools/toolTable";
import { lastLines } from "../../support/command";
import { eventually } from "./eventually";

export interface ProgramOptions {
    readonly tool: ToolName;
    readonly args: readonly string[];
    /** Working folder; see `folderFor`. */
    readonly folder: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Throws or rejects until the program can be used. */
    readonly ready: () => Promise<unknown> | unknown;
}

/** A real program under test. It ends with the test process, however that ends. */
export interface Program {
    /** Standard output and error in the order they came. */
    output(): string;
    /** Resolves when it is gone; a program that does not heed the signal is killed. */
    stop(signal?: NodeJS.Signals): Promise<void>;
    /** As when a node fails: nothing is written or sent any more. */
    kill(): Promise<void>;
    readonly running: boolean;
    readonly pid: number;
}

const running = new Set<Process>();
const folders = new Set<string>();

/** An empty folder of the machine's own for one program or a whole spec; gone when the tests end. */
export function folderFor(what: string): string {
    if (folders.size === 0) {
        process.once("exit", removeFolders);
    }
    const folder = mkdtempSync(join(tmpdir(), `meshwright-${what}-`));
    folders.add(folder);
    return folder;
}

function removeFolders(): void {
    for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
}

/** Path of a program of the lab, built if need be. */
export async function pathOf(tool: ToolName): Promise<string> {
    const found = (await ensureTools([tool], consoleReporter())).get(tool);
    if (found === undefined) {
        throw new Error(`the lab has no ${tool}`);
    }
    return found.path;
}

/** Starts a program and waits until it is ready; its last words are in the error when it ends before. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
    const program = new Process(options, await pathOf(options.tool));
    running.add(program);
    try {
        await eventually(`${options.tool} is ready`, async () => {
            if (program.running) {
                await options.ready();
            }
        });
    } catch (error) {
        await program.kill();
        throw new Error(`${String(error)}\n${lastLines(program.output())}`);
    }
    if (!program.running) {
        throw new Error(`${options.tool} ended (${program.ending}):\n${lastLines(program.output())}`);
    }
    return program;
}

/** For an `after` hook: ends whatever a spec has started. */
export async function stopPrograms(): Promise<void> {
    await Promise.all([...running].map((program) => program.stop()));
}

/** Milliseconds a program may take to end before it is killed: an outcome of the test, not a measurement. */
const grace = 20_000;

class Process implements Program {
    ending: string | undefined;
    #output = "";
    readonly #child: ChildProcess;
    readonly #ended: Promise<void>;

    constructor({ args, folder, env }: ProgramOptions, path: string) {
        const [command = path, ...rest] = dieWithParent()([path, ...args]);
        this.#child = spawn(command, rest, {
            cwd: folder,
            env: { PATH: process.env["PATH"], HOME: folder, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        for (const stream of [this.#child.stdout, this.#child.stderr]) {
            stream?.setEncoding("utf8").on("data", (chunk: string) => {
                this.#output += chunk;
            });
        }
        this.#ended = new Promise((resolve) => {
            const end = (how: string) => {
                this.ending ??= how;
                running.delete(this);
                resolve();
            };
            this.#child.once("error", (error) => end(error.message));
            this.#child.once("close", (code, signal) => end(signal ?? `exit code ${code}`));
        });
    }

    get running(): boolean {
        return this.ending === undefined;
    }

    get pid(): number {
        return this.#child.pid ?? Number.NaN;
    }

    output(): string {
        return this.#output;
    }

    async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
        this.#child.kill(signal);
        const killing = setTimeout(() => this.#child.kill("SIGKILL"), grace);
        await this.#ended;
        clearTimeout(killing);
    }

    kill(): Promise<void> {
        return this.stop("SIGKILL");
    }
}
