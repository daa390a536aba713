import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import type { Answer, Call, Counts, StandInOptions } from "./call";
import { inNetwork } from "./network";
import { applicationUser } from "./users";

interface Waiting {
    readonly resolve: (answer: unknown) => void;
    readonly reject: (error: Error) => void;
}

/** The process that plays the application of one pod, or somebody outside the cluster. */
export class StandIn {
    readonly #child: ChildProcess;
    readonly #waiting = new Map<number, Waiting>();
    #next = 1;
    /** Resolves when it listens and can be asked. */
    readonly ready: Promise<void>;

    constructor(network: string, node: string, script: string, log: string, options: StandInOptions) {
        const [command = "", ...args] = inNetwork(network, applicationUser, [
            node,
            script,
            JSON.stringify(options),
        ]);
        const file = openSync(log, "a");
        this.#child = spawn(command, args, {
            cwd: "/",
            env: { PATH: process.env["PATH"] ?? "" },
            stdio: ["ignore", file, file, "ipc"],
            serialization: "json",
        });
        this.ready = new Promise((resolve, reject) => {
            this.#waiting.set(0, { resolve: () => resolve(), reject });
        });
        this.#child.on("message", ({ id, answer }: { id: number; answer: unknown }) => {
            this.#waiting.get(id)?.resolve(answer);
            this.#waiting.delete(id);
        });
        this.#child.once("error", (error) => this.#fail(error));
        this.#child.once("exit", (code, signal) =>
            this.#fail(new Error(`the stand-in of ${options.pod} ended (${signal ?? code})`)),
        );
    }

    get pid(): number | undefined {
        return this.#child.pid;
    }

    /** The same call so many times, so many at once; answers in the order in which the calls were started. */
    call(call: Call, times = 1, parallel = 1): Promise<readonly Answer[]> {
        return this.#ask({ kind: "call", call, times, parallel }) as Promise<readonly Answer[]>;
    }

    counts(): Promise<Counts> {
        return this.#ask({ kind: "counts" }) as Promise<Counts>;
    }

    async reset(): Promise<void> {
        await this.#ask({ kind: "reset" });
    }

    end(): void {
        this.#child.kill("SIGKILL");
    }

    #ask(message: Readonly<Record<string, unknown>>): Promise<unknown> {
        const id = this.#next++;
        return new Promise((resolve, reject) => {
            this.#waiting.set(id, { resolve, reject });
            this.#child.send({ id, ...message }, (error) => error && reject(error));
        });
    }

    #fail(error: Error): void {
        for (const { reject } of this.#waiting.values()) {
            reject(error);
        }
        this.#waiting.clear();
    }
}
