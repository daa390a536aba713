import { readFileSync } from "node:fs";
import { ControlPlane } from "./controlPlane";
import { type LabPaths, labPaths, logFile } from "./paths";
import { choosePort } from "./ports";
import { identify } from "./processIdentity";
import type { LabTools } from "./processSpec";
import { type LabPhase, type LabPorts, readState, stateVersion, writeState } from "./state";
import type { FromSupervisor, ToSupervisor } from "./supervisorMessages";

/** Milliseconds a whole start may take before it is given up. */
const startLimit = 120_000;

/** Another program can take a port between our look and the start of the process that wants it. */
const portTries = 3;

/**
 * The process that lives as long as a lab: it starts the others, keeps them running, and writes down who they
 * are. Until the lab is ready it lives only as long as the command that started it, so an interrupted `up`,
 * even a killed one, leaves nothing behind.
 */
class Supervisor {
    #phase: LabPhase = "starting";
    #controlPlane: ControlPlane | undefined;
    #ports: LabPorts | undefined;
    #tools: Readonly<Record<string, string>> = {};
    #ending: Promise<void> | undefined;
    readonly #aborted = new AbortController();
    readonly #startedAt = new Date().toISOString();

    constructor(readonly paths: LabPaths) {}

    async start(message: Extract<ToSupervisor, { kind: "start" }>): Promise<void> {
        this.#tools = message.tools;
        const tools: LabTools = new Map(
            Object.entries(message.tools).map(([name, path]) => [name, { path }]),
        );
        for (let attempt = 1; ; attempt++) {
            try {
                await this.#attempt(tools, message.stages);
                break;
            } catch (error) {
                await this.#controlPlane?.stop();
                this.#controlPlane = undefined;
                if (this.#aborted.signal.aborted || attempt === portTries || !this.#portWasTaken()) {
                    throw error;
                }
                tell({ kind: "step", text: "another program took a port of the lab; trying others" });
                this.#ports = undefined;
            }
        }
        this.#phase = "ready";
        this.#write();
        tell({ kind: "ready" });
        process.disconnect?.();
    }

    get ready(): boolean {
        return this.#phase === "ready";
    }

    end(): Promise<void> {
        this.#ending ??= this.#end();
        return this.#ending;
    }

    async #attempt(tools: LabTools, stages: string): Promise<void> {
        const ports = await this.#choosePorts();
        this.#ports = ports;
        const signal = AbortSignal.any([this.#aborted.signal, AbortSignal.timeout(startLimit)]);
        this.#controlPlane = new ControlPlane({
            paths: this.paths,
            tools,
            stages,
            ports,
            signal,
            onChange: () => this.#write(),
            report: (text) => tell({ kind: "step", text }),
        });
        await this.#controlPlane.start();
    }

    /** The ports of the last run, if they are free: then kubeconfigs handed out before are still right. */
    async #choosePorts(): Promise<LabPorts> {
        const taken = new Set<number>();
        const last = this.#ports === undefined ? readState(this.paths)?.ports : undefined;
        return {
            apiServer: await choosePort(taken, last?.apiServer),
            controllerManager: await choosePort(taken, last?.controllerManager),
            scheduler: await choosePort(taken, last?.scheduler),
        };
    }

    #portWasTaken(): boolean {
        return ["kube-apiserver", "kube-controller-manager", "kube-scheduler"].some((name) => {
            try {
                return readFileSync(logFile(this.paths, name), "utf8").includes("address already in use");
            } catch {
                return false;
            }
        });
    }

    async #end(): Promise<void> {
        this.#phase = "stopping";
        this.#aborted.abort();
        await this.#controlPlane?.stop();
        this.#phase = "stopped";
        this.#write();
    }

    #write(): void {
        const { paths } = this;
        if (!this.#ports) {
            return;
        }
        const supervisor = this.#phase === "stopped" ? undefined : identify(process.pid);
        writeState(paths, {
            version: stateVersion,
            phase: this.#phase,
            server: `https://127.0.0.1:${this.#ports.apiServer}`,
            ports: this.#ports,
            startedAt: this.#startedAt,
            ...(supervisor ? { supervisor } : {}),
            tools: this.#tools,
            processes: this.#phase === "stopped" ? [] : (this.#controlPlane?.records ?? []),
        });
    }
}

function tell(message: FromSupervisor): void {
    if (message.kind !== "ready") {
        console.error(message.kind === "step" ? message.text : message.message);
    }
    if (process.connected) {
        process.send?.(message);
    }
}

function run(home: string): void {
    process.umask(0o077);
    const supervisor = new Supervisor(labPaths(home));
    const leave = (code: number) => {
        void supervisor.end().finally(() => process.exit(code));
    };
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
        process.on(signal, () => leave(0));
    }
    process.on("disconnect", () => {
        if (!supervisor.ready) {
            leave(1);
        }
    });
    process.on("message", (message: ToSupervisor) => {
        if (message.kind === "abort") {
            return leave(1);
        }
        supervisor.start(message).catch((error: unknown) => {
            tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
            leave(1);
        });
    });
}

run(process.argv[2] ?? "");
