import { existsSync } from "node:fs";
import { labPaths } from "./paths";
import { answers } from "./probe";
import { isAlive, markedProcesses, residentMemory } from "./processIdentity";
import { type LabPhase, type LabState, type ProcessRecord, readState } from "./state";

/**
 * `healthy`: everything runs and answers. `degraded`: the supervisor runs, but something is not (yet) well.
 * `stale`: the supervisor is gone, though it left state or processes behind. `stopped`: nothing runs.
 */
export type LabCondition = "healthy" | "degraded" | "stale" | "stopped";

export interface ProcessStatus {
    readonly name: string;
    readonly pid: number | undefined;
    readonly alive: boolean;
    readonly healthy: boolean;
    readonly port: number | undefined;
    /** Resident memory in bytes. */
    readonly memory: number | undefined;
    readonly restarts: number;
    readonly detail: string | undefined;
}

export interface LabStatus {
    readonly condition: LabCondition;
    readonly home: string;
    readonly phase: LabPhase | undefined;
    readonly server: string | undefined;
    readonly kubeconfig: string | undefined;
    /** ISO time of the last start. */
    readonly startedAt: string | undefined;
    readonly processes: readonly ProcessStatus[];
    /** Other live processes that carry the mark of this lab: a running `pulumi`, or what a killed one left. */
    readonly others: readonly { readonly pid: number; readonly command: string }[];
    readonly hasData: boolean;
}

/** Asks every process of the lab itself; reads, and changes nothing. */
export async function labStatus(home: string): Promise<LabStatus> {
    const paths = labPaths(home);
    const state = readState(paths);
    const processes = state ? await Promise.all(recordsOf(state).map(statusOf)) : [];
    const known = new Set(processes.map(({ pid }) => pid));
    const others = markedProcesses(paths.home)
        .filter(({ pid, parent }) => !known.has(pid) && !known.has(parent))
        .map(({ pid, command }) => ({ pid, command }));
    return {
        condition: conditionOf(state, processes, others.length),
        home: paths.home,
        phase: state?.phase,
        server: state?.server,
        kubeconfig: existsSync(paths.kubeconfig) ? paths.kubeconfig : undefined,
        startedAt: state?.startedAt,
        processes,
        others,
        hasData: existsSync(paths.etcd),
    };
}

export function conditionOf(
    state: LabState | undefined,
    processes: readonly ProcessStatus[],
    others: number,
): LabCondition {
    const supervised = processes.some(({ name, alive }) => name === "supervisor" && alive);
    if (supervised) {
        return state?.phase === "ready" && processes.every(({ healthy }) => healthy) ? "healthy" : "degraded";
    }
    return (state !== undefined && state.phase !== "stopped") || others > 0 ? "stale" : "stopped";
}

function recordsOf(state: LabState): readonly ProcessRecord[] {
    const supervisor = state.supervisor
        ? [{ name: "supervisor", identity: state.supervisor, restarts: 0 }]
        : [];
    return [...supervisor, ...state.processes];
}

/** Milliseconds a process may take to answer before it counts as sick: what is gone refuses at once, and does not wait. */
const patience = 10_000;

async function statusOf(record: ProcessRecord): Promise<ProcessStatus> {
    const alive = record.identity !== undefined && isAlive(record.identity);
    return {
        name: record.name,
        pid: record.identity?.pid,
        alive,
        healthy: alive && (record.probe === undefined || (await answers(record.probe, patience))),
        port: record.port,
        memory: alive && record.identity ? residentMemory(record.identity.pid) : undefined,
        restarts: record.restarts,
        detail: record.detail,
    };
}
