import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Reporter } from "../reporter";
import { withLabLock } from "./lock";
import { tailOf } from "./logTail";
import { type LabPaths, labPaths, logFile } from "./paths";
import { labMarker } from "./processIdentity";
import type { LabTools } from "./processSpec";
import { lackingTools, otherTools, toolsToStart } from "./startedTools";
import { readState } from "./state";
import { type LabStatus, labStatus } from "./status";
import { removeIfEmpty, stopProcesses } from "./stop";
import type { FromSupervisor, ToSupervisor } from "./supervisorMessages";

export interface LabOptions {
    readonly home: string;
    readonly tools: LabTools;
    /** kwok's `kustomize/stage` folder. */
    readonly stages: string;
    readonly reporter: Reporter;
    /** Aborting a start leaves no process, port or file of it; what an earlier run left as data stays. */
    readonly signal?: AbortSignal;
}

export interface Lab {
    readonly home: string;
    readonly kubeconfig: string;
    readonly server: string;
    /** False when the lab already ran: then whoever asked has no right to stop it. */
    readonly startedByUs: boolean;
}

/** Milliseconds a running lab with something unhealthy is given to recover before it is started anew. */
const recovery = 30_000;

/** The running lab in `home`, started or repaired if need be. */
export async function startLab(options: LabOptions): Promise<Lab> {
    const { reporter } = options;
    const paths = labPaths(options.home);
    const signal = options.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const waiting = () => reporter.warn("another command is changing this lab; waiting for it");
    try {
        return await withLabLock(paths, waiting, async () => {
            signal.throwIfAborted();
            if (await attachable(paths, options, signal)) {
                const other = otherTools(options.tools, readState(paths)?.tools ?? {});
                if (other.length > 0) {
                    reporter.warn(
                        `the running lab uses other builds of ${other.join(", ")}; \`down --keep\` and \`up\` change them`,
                    );
                }
                return lab(paths, false);
            }
            await launch(paths, options, signal);
            return lab(paths, true);
        });
    } finally {
        removeIfEmpty(dirname(paths.home));
    }
}

function lab(paths: LabPaths, startedByUs: boolean): Lab {
    const server = readState(paths)?.server ?? "";
    return { home: paths.home, kubeconfig: paths.kubeconfig, server, startedByUs };
}

/** Whether the lab runs well; what is left of one that does not is cleared away first. */
async function attachable(
    paths: LabPaths,
    { tools, reporter }: LabOptions,
    signal: AbortSignal,
): Promise<boolean> {
    let status = await labStatus(paths.home);
    if (status.condition === "degraded" && status.phase === "ready") {
        reporter.step(`waiting for ${names(status)} to recover`);
        const deadline = Date.now() + recovery;
        while (status.condition === "degraded" && Date.now() < deadline) {
            await pause(250, undefined, { signal });
            status = await labStatus(paths.home);
        }
    }
    if (status.condition === "healthy") {
        const lacking = lackingTools(tools, readState(paths)?.tools ?? {});
        if (lacking.length === 0) {
            return true;
        }
        reporter.warn(
            `the running lab was started without ${lacking.join(", ")}; starting it again on the same data`,
        );
        await stopProcesses(paths);
        return false;
    }
    if (status.condition !== "stopped") {
        reporter.warn(
            `found a lab that does not work: ${findings(status)}; starting it again on the same data`,
        );
        await stopProcesses(paths);
    } else if (status.hasData) {
        reporter.step("starting again on the data this lab kept");
    }
    return false;
}

function names(status: LabStatus): string {
    return status.processes
        .filter(({ healthy }) => !healthy)
        .map(({ name }) => name)
        .join(", ");
}

function findings(status: LabStatus): string {
    const dead = status.processes.filter(({ alive }) => !alive).map(({ name }) => name);
    const sick = status.processes.filter(({ alive, healthy }) => alive && !healthy).map(({ name }) => name);
    return [
        dead.length > 0 ? `no longer running: ${dead.join(", ")}` : "",
        sick.length > 0 ? `not answering: ${sick.join(", ")}` : "",
        status.others.length > 0
            ? `left over: ${status.others.map(({ command }) => command).join(", ")}`
            : "",
    ]
        .filter((part) => part !== "")
        .join("; ");
}

async function launch(
    paths: LabPaths,
    { tools, stages, reporter }: LabOptions,
    signal: AbortSignal,
): Promise<void> {
    const given = toolsToStart(tools, readState(paths)?.tools ?? {});
    const isNew = !existsSync(paths.home);
    mkdirSync(paths.logs, { recursive: true, mode: 0o700 });
    keepPreviousLogs(paths);
    const supervisor = spawnSupervisor(paths);
    try {
        await untilReady(supervisor, { kind: "start", tools: given, stages }, reporter, signal);
    } catch (error) {
        const log = tailOf(logFile(paths, "supervisor"), 15);
        await stopProcesses(paths);
        if (isNew) {
            rmSync(paths.home, { recursive: true, force: true });
        }
        signal.throwIfAborted();
        throw new Error(`the lab did not start: ${error instanceof Error ? error.message : error}\n${log}`);
    }
}

/** Its own session, so that neither Ctrl-C nor the end of the terminal reaches it. */
function spawnSupervisor(paths: LabPaths): ChildProcess {
    const log = openSync(logFile(paths, "supervisor"), "a", 0o600);
    const script = join(__dirname, "supervisor.ts");
    const child = spawn(process.execPath, ["--require", require.resolve("tsx/cjs"), script, paths.home], {
        cwd: paths.home,
        env: { ...process.env, [labMarker]: paths.home, NODE_OPTIONS: "" },
        stdio: ["ignore", log, log, "ipc"],
        detached: true,
    });
    closeSync(log);
    return child;
}

function untilReady(
    supervisor: ChildProcess,
    start: ToSupervisor,
    reporter: Reporter,
    signal: AbortSignal,
): Promise<void> {
    return new Promise((resolve, reject) => {
        let failure = new Error("its supervisor ended without a word");
        const aborted = () =>
            supervisor.connected && supervisor.send({ kind: "abort" } satisfies ToSupervisor);
        signal.addEventListener("abort", aborted, { once: true });
        supervisor.on("message", (message: FromSupervisor) => {
            if (message.kind === "step") {
                reporter.step(message.text);
            } else if (message.kind === "failed") {
                failure = new Error(message.message);
            } else {
                signal.removeEventListener("abort", aborted);
                supervisor.removeAllListeners();
                supervisor.unref();
                resolve();
            }
        });
        supervisor.once("error", reject);
        supervisor.once("exit", () => reject(failure));
        supervisor.send(start);
    });
}

/** The logs of the run before this one are often the ones that explain why there is another. */
function keepPreviousLogs(paths: LabPaths): void {
    for (const file of readdirSync(paths.logs)) {
        if (file.endsWith(".log") && !file.endsWith(".previous.log")) {
            renameSync(join(paths.logs, file), join(paths.logs, file.replace(/\.log$/, ".previous.log")));
        }
    }
}
