import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { Health } from "./health";
import { type LabPaths, logFile } from "./paths";
import { answers } from "./probe";
import { identify, type ProcessIdentity } from "./processIdentity";
import type { ProcessSpec } from "./processSpec";
import type { ProcessRecord } from "./state";

export interface ManagedProcessOptions {
    readonly paths: LabPaths;
    /** Called whenever the process starts, ends, or its health changes. */
    readonly onChange: () => void;
    /** Puts a program in front of the command that lets the process die with its parent, where there is one. */
    readonly wrap?: (command: readonly string[]) => readonly string[];
}

/** Milliseconds: how often health is asked for before and after it was first good, and how restarts are spaced. */
const pace = { starting: 50, running: 2000, firstRestart: 500, longestRestart: 10_000, forgiven: 60_000 };

/** Runs one program, asks for its health, and starts it again with growing pauses when it ends by itself. */
export class ManagedProcess {
    restarts = 0;
    detail: string | undefined;
    #child: ChildProcess | undefined;
    #identity: ProcessIdentity | undefined;
    #stopping = false;
    #startedAt = 0;
    #failures = 0;
    readonly #health = new Health();
    #timer: NodeJS.Timeout | undefined;
    readonly #waiting = new Set<(error?: Error) => void>();

    constructor(
        readonly spec: ProcessSpec,
        readonly options: ManagedProcessOptions,
    ) {}

    start(): void {
        const [command = "", ...args] = this.options.wrap?.([this.spec.command, ...this.spec.args]) ?? [
            this.spec.command,
            ...this.spec.args,
        ];
        const log = openSync(logFile(this.options.paths, this.spec.name), "a", 0o600);
        const child = spawn(command, args, {
            cwd: this.spec.cwd,
            env: this.spec.env,
            stdio: ["ignore", log, log],
        });
        closeSync(log);
        child.once("exit", (code, signal) => this.#ended(child, signal ?? `exit code ${code}`));
        child.once("error", (error) => this.#ended(child, error.message));
        this.#child = child;
        this.#identity = child.pid === undefined ? undefined : identify(child.pid);
        this.#startedAt = Date.now();
        this.options.onChange();
        void this.#watchHealth(child);
    }

    /** Resolves when the process is healthy; rejects when it ends before that, or when `signal` aborts. */
    whenReady(signal: AbortSignal): Promise<void> {
        if (this.ready) {
            return Promise.resolve();
        }
        return new Promise((resolve, reject) => {
            const settle = (error?: Error) => {
                this.#waiting.delete(settle);
                signal.removeEventListener("abort", aborted);
                error ? reject(error) : resolve();
            };
            const aborted = () => settle(new Error(`${this.spec.name} was not healthy in time`));
            if (signal.aborted) {
                return aborted();
            }
            signal.addEventListener("abort", aborted, { once: true });
            this.#waiting.add(settle);
        });
    }

    /** SIGTERM, and SIGKILL for what has not ended after `grace` milliseconds. */
    async stop(grace = 10_000): Promise<void> {
        this.#stopping = true;
        clearTimeout(this.#timer);
        this.#settle(new Error(`${this.spec.name} was stopped`));
        const child = this.#child;
        if (!child) {
            return;
        }
        const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
        child.kill("SIGTERM");
        const killing = setTimeout(() => child.kill("SIGKILL"), grace);
        await ended;
        clearTimeout(killing);
    }

    record(): ProcessRecord {
        const { name, probe, port } = this.spec;
        return {
            name,
            ...(this.#identity ? { identity: this.#identity } : {}),
            ...(probe ? { probe } : {}),
            ...(port === undefined ? {} : { port }),
            restarts: this.restarts,
            ...(this.detail === undefined ? {} : { detail: this.detail }),
        };
    }

    get ready(): boolean {
        return this.#health.ready;
    }

    get running(): boolean {
        return this.#child !== undefined;
    }

    async #watchHealth(child: ChildProcess): Promise<void> {
        const { probe } = this.spec;
        const healthy = probe === undefined || (await answers(probe));
        if (this.#child !== child || this.#stopping) {
            return;
        }
        const before = this.ready;
        this.#health.asked(healthy);
        if (this.ready !== before) {
            this.options.onChange();
        }
        if (healthy) {
            this.#settle();
        }
        this.#timer = setTimeout(() => void this.#watchHealth(child), healthy ? pace.running : pace.starting);
    }

    #ended(child: ChildProcess, how: string): void {
        if (this.#child !== child) {
            return;
        }
        clearTimeout(this.#timer);
        this.#child = undefined;
        this.#identity = undefined;
        this.#health.ended();
        this.#settle(new Error(`${this.spec.name} ended (${how})`));
        if (!this.#stopping) {
            this.#failures = Date.now() - this.#startedAt > pace.forgiven ? 0 : this.#failures + 1;
            const pause = Math.min(
                pace.firstRestart * 2 ** Math.max(0, this.#failures - 1),
                pace.longestRestart,
            );
            console.error(`${this.spec.name} ended (${how}); starts again in ${pause} ms`);
            this.#timer = setTimeout(() => {
                this.restarts += 1;
                this.start();
            }, pause);
        }
        this.options.onChange();
    }

    #settle(error?: Error): void {
        for (const settle of [...this.#waiting]) {
            settle(error);
        }
    }
}
