import { existsSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Reporter } from "../reporter";
import { endMarkedProcesses, kill } from "./endProcesses";
import { withLabLock } from "./lock";
import { type LabPaths, labPaths } from "./paths";
import { isAlive, markedProcesses } from "./processIdentity";
import { readState, writeState } from "./state";

export interface StopOptions {
    /** Leaves the data for the next `up`. */
    readonly keep?: boolean;
}

export interface StopReport {
    /** Names of the processes that ran. */
    readonly stopped: readonly string[];
    /** Those that had to be killed, because their supervisor was gone or did not end them. */
    readonly killed: readonly string[];
    readonly removed: boolean;
}

/** Milliseconds an orderly stop may take before everything is killed. */
const stopLimit = 40_000;

/** Stops everything of a lab and, unless told to keep it, removes its home. Nothing to stop is fine. */
export async function stopLab(
    home: string,
    reporter: Reporter,
    options: StopOptions = {},
): Promise<StopReport> {
    const paths = labPaths(home);
    const waiting = () => reporter.warn("another command is changing this lab; waiting for it");
    const report = await withLabLock(paths, waiting, async () => {
        reporter.step("stopping the lab");
        const ended = await stopProcesses(paths);
        const removed = !options.keep && existsSync(paths.home);
        if (removed) {
            rmSync(paths.home, { recursive: true, force: true });
        }
        return { ...ended, removed };
    });
    removeIfEmpty(dirname(paths.home));
    return report;
}

/** Asks the supervisor to stop its processes in order; then ends by force what is left. Holds no lock itself. */
export async function stopProcesses(paths: LabPaths): Promise<Omit<StopReport, "removed">> {
    const before = markedProcesses(paths.home);
    const state = readState(paths);
    const supervisor = state?.supervisor;
    const ours =
        supervisor &&
        before.some(({ pid, startTime }) => pid === supervisor.pid && startTime === supervisor.startTime);
    if (supervisor && ours) {
        kill(supervisor.pid, "SIGTERM");
        const deadline = Date.now() + stopLimit;
        while (isAlive(supervisor) && Date.now() < deadline) {
            await pause(50);
        }
    }
    const killed = await endMarkedProcesses(paths.home);
    const last = readState(paths);
    if (last && last.phase !== "stopped") {
        const { supervisor: _, ...rest } = last;
        writeState(paths, { ...rest, phase: "stopped", processes: [] });
    }
    rmSync(paths.run, { recursive: true, force: true });
    return { stopped: before.map(({ command }) => command), killed: killed.map(({ command }) => command) };
}

/** The folder that holds this clone's labs, when this was the last of them. */
export function removeIfEmpty(folder: string): void {
    if (basename(folder) === ".lab") {
        try {
            rmdirSync(folder);
        } catch {
            // Another lab lives there.
        }
    }
}
