import { readFileSync } from "node:fs";
import type { LabPaths } from "./paths";
import type { Probe } from "./probe";
import type { ProcessIdentity } from "./processIdentity";
import { writePrivateFile } from "./writeFile";

export const stateVersion = 1;

/** `stopped` keeps the ports for the next start on the same data. */
export type LabPhase = "starting" | "ready" | "stopping" | "stopped";

export interface LabPorts {
    readonly apiServer: number;
    readonly controllerManager: number;
    readonly scheduler: number;
}

export interface ProcessRecord {
    readonly name: string;
    /** Absent while the process waits for its next start. */
    readonly identity?: ProcessIdentity;
    readonly probe?: Probe;
    readonly port?: number;
    readonly restarts: number;
    /** What a person may want to know of it: the pods an istiod stands for. */
    readonly detail?: string;
}

/** What the supervisor writes down about a lab, for the commands that come after it. */
export interface LabState {
    readonly version: typeof stateVersion;
    readonly phase: LabPhase;
    readonly server: string;
    readonly ports: LabPorts;
    readonly startedAt: string;
    readonly supervisor?: ProcessIdentity;
    readonly tools: Readonly<Record<string, string>>;
    readonly processes: readonly ProcessRecord[];
}

export function writeState(paths: LabPaths, state: LabState): void {
    writePrivateFile(paths.state, `${JSON.stringify(state, undefined, 4)}\n`);
}

/** Undefined when there is none, or one of another format: then only the mark on the processes is believed. */
export function readState(paths: LabPaths): LabState | undefined {
    try {
        const state: unknown = JSON.parse(readFileSync(paths.state, "utf8"));
        return isState(state) ? state : undefined;
    } catch {
        return undefined;
    }
}

function isState(value: unknown): value is LabState {
    return (
        typeof value === "object" && value !== null && "version" in value && value.version === stateVersion
    );
}
