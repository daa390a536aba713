import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

export const program = join(__dirname, "..", "..", "..");

export interface Finished {
    readonly code: number | null;
    /** Standard output and error in the order they came. */
    readonly output: string;
}

export interface CommandOptions {
    /** File the output is appended to. */
    readonly log: string;
    readonly environment?: NodeJS.ProcessEnv;
}

/** One command as a person starts it in a terminal: `npm run …` in a process group of its own. */
export class Command {
    #output = "";
    readonly #child: ChildProcess;
    readonly #finished: Promise<Finished>;
    readonly #listeners = new Set<() => void>();
    #over = false;

    constructor(
        readonly words: readonly string[],
        options: CommandOptions,
    ) {
        const log = createWriteStream(options.log, { flags: "a", mode: 0o600 });
        log.write(`\n$ npm run ${words.join(" ")}\n`);
        this.#child = spawn("npm", ["run", "--silent", ...words], {
            cwd: program,
            env: { ...process.env, ...options.environment },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        for (const stream of [this.#child.stdout, this.#child.stderr]) {
            stream?.setEncoding("utf8").on("data", (chunk: string) => {
                this.#output += chunk;
                log.write(chunk);
                this.#tell();
            });
        }
        this.#finished = new Promise((resolve, reject) => {
            this.#child.once("error", reject);
            this.#child.once("close", (code) => {
                this.#over = true;
                log.end();
                this.#tell();
                resolve({ code, output: this.#output });
            });
        });
    }

    get output(): string {
        return this.#output;
    }

    finished(): Promise<Finished> {
        return this.#finished;
    }

    /** Resolves once the pattern stands in the output; rejects when the command ends without it. */
    printed(pattern: RegExp): Promise<void> {
        return new Promise((resolve, reject) => {
            const look = () => {
                if (pattern.test(this.#output)) {
                    this.#listeners.delete(look);
                    resolve();
                } else if (this.#over) {
                    this.#listeners.delete(look);
                    reject(new Error(`${this.#name} ended without ${pattern}:\n${lastLines(this.#output)}`));
                }
            };
            this.#listeners.add(look);
            look();
        });
    }

    /** Ctrl-C in a terminal: the whole foreground group gets the signal, npm and what it runs. */
    pressControlC(): void {
        process.kill(-(this.#child.pid ?? Number.NaN), "SIGINT");
    }

    /** `kill -INT` of the command alone. */
    signal(name: NodeJS.Signals): void {
        process.kill(this.#child.pid ?? Number.NaN, name);
    }

    get #name(): string {
        return `npm run ${this.words.join(" ")}`;
    }

    #tell(): void {
        for (const listener of [...this.#listeners]) {
            listener();
        }
    }
}

/** Runs a command to its end; anything but success fails the test with the command's own last words. */
export async function succeed(words: readonly string[], options: CommandOptions): Promise<string> {
    const { code, output } = await new Command(words, options).finished();
    if (code !== 0) {
        throw new Error(`npm run ${words.join(" ")} ended with ${code}:\n${lastLines(output)}`);
    }
    return output;
}

export function lastLines(output: string, count = 60): string {
    return output.trimEnd().split("\n").slice(-count).join("\n");
}
