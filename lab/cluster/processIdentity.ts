import { readdirSync, readFileSync } from "node:fs";

/** A process for certain: the kernel gives a pid to someone else sooner or later, but not with the same start. */
export interface ProcessIdentity {
    readonly pid: number;
    /** Clock ticks since boot, field 22 of `/proc/<pid>/stat`. */
    readonly startTime: number;
}

/** Set in the environment of every process of a lab, with its home as the value. */
export const labMarker = "MESHWRIGHT_LAB";

export interface ProcessStat {
    readonly state: string;
    readonly parent: number;
    readonly startTime: number;
}

/** The second field is the program's name in parentheses and may itself hold spaces and parentheses. */
export function parseProcessStat(stat: string): ProcessStat | undefined {
    const fields = stat
        .slice(stat.lastIndexOf(")") + 1)
        .trim()
        .split(/\s+/);
    const [state, parent, startTime] = [fields[0], Number(fields[1]), Number(fields[19])];
    return state !== undefined && Number.isInteger(startTime) ? { state, parent, startTime } : undefined;
}

export function identify(pid: number): ProcessIdentity | undefined {
    const stat = readStat(pid);
    return stat === undefined ? undefined : { pid, startTime: stat.startTime };
}

/** A zombie is dead: it only waits for its parent to ask how it ended. */
export function isAlive(identity: ProcessIdentity): boolean {
    const stat = readStat(identity.pid);
    return stat !== undefined && stat.startTime === identity.startTime && !isOver(stat);
}

function isOver({ state }: ProcessStat): boolean {
    return state === "Z" || state === "X";
}

/** Resident memory in bytes, or undefined for a process that is gone. */
export function residentMemory(pid: number): number | undefined {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "");
    return line?.[1] === undefined ? undefined : Number(line[1]) * 1024;
}

export interface MarkedProcess extends ProcessIdentity {
    readonly command: string;
    readonly parent: number;
}

/** Every live process that carries the mark of this lab, whoever recorded it and however it came to be. */
export function markedProcesses(home: string): readonly MarkedProcess[] {
    const mark = `${labMarker}=${home}`;
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
        .flatMap((entry) => {
            const pid = Number(entry);
            const environment = read(`/proc/${pid}/environ`);
            const stat = environment?.split("\0").includes(mark) ? readStat(pid) : undefined;
            return stat && !isOver(stat)
                ? [{ pid, startTime: stat.startTime, parent: stat.parent, command: commandOf(pid) }]
                : [];
        });
}

function commandOf(pid: number): string {
    return (read(`/proc/${pid}/comm`) ?? "").trim();
}

function readStat(pid: number): ProcessStat | undefined {
    const stat = read(`/proc/${pid}/stat`);
    return stat === undefined ? undefined : parseProcessStat(stat);
}

/** What belongs to another user, or ended a moment ago, is as good as absent. */
function read(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
}
