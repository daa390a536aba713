import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { labStatus } from "../../../lab/cluster";
import type { LabPulumi } from "../../../lab/deploy/pulumi";

export interface EngineEnd {
    /** Undefined when a signal ended it. */
    readonly code: number | undefined;
    readonly output: string;
}

/** One `pulumi` command that can be killed as a machine that fails kills it: at once, with all it started. */
export class EngineRun {
    readonly #child: ChildProcess;
    readonly #end: Promise<EngineEnd>;
    #output = "";
    #sweep: Promise<void> = Promise.resolve();

    constructor(
        readonly pulumi: LabPulumi,
        args: readonly string[],
    ) {
        const log = createWriteStream(join(pulumi.home, "logs", "pulumi.log"), { flags: "a", mode: 0o600 });
        log.write(`$ pulumi ${args.join(" ")}\n`);
        const stackArgs = ["--stack", pulumi.stack, "--non-interactive", "--color", "never"];
        this.#child = spawn("pulumi", [...args, ...stackArgs], {
            cwd: pulumi.program,
            env: pulumi.environment,
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        for (const stream of [this.#child.stdout, this.#child.stderr]) {
            stream?.setEncoding("utf8").on("data", (chunk: string) => {
                this.#output += chunk;
                log.write(chunk);
            });
        }
        this.#end = new Promise((resolve, reject) => {
            this.#child.once("error", reject);
            this.#child.once("close", (code) => {
                log.end();
                resolve({ code: code ?? undefined, output: this.#output });
            });
        });
    }

    /** Waits for a kill to be over as well: it would take whatever is started meanwhile for a plugin of its own. */
    async ended(): Promise<EngineEnd> {
        const end = await this.#end;
        await this.#sweep;
        return end;
    }

    kill(): Promise<void> {
        this.#sweep = this.#kill();
        return this.#sweep;
    }

    /** SIGKILL to its process group; plugins have groups of their own, and carry the mark of the lab. */
    async #kill(): Promise<void> {
        const leader = this.#child.pid;
        if (leader === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) {
            return;
        }
        process.kill(-leader, "SIGKILL");
        const { others } = await labStatus(this.pulumi.home);
        for (const { pid } of others) {
            endIfThere(pid);
        }
        await this.#end;
    }
}

function endIfThere(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It went with its engine.
    }
}
