import { spawnSync } from "node:child_process";
import { median } from "./measure";

export interface Program {
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    readonly environment?: NodeJS.ProcessEnv;
    readonly folder?: string;
    /** How it may end: what judges says with its code that it found something. */
    readonly codes: readonly number[];
}

/**
 * Median CPU seconds of programs and of everything they start and wait for. They take turns, as in `medianCpu`; the
 * first round fills caches. Bash counts, because Node tells of no processes but its own.
 */
export function medianProcessCpu(programs: readonly Program[], rounds: number): Map<string, number> {
    const samples = new Map<string, number[]>(programs.map(({ name }) => [name, []]));
    for (let round = -1; round < rounds; round++) {
        for (const program of programs) {
            const cpu = processCpu(program);
            if (round >= 0) {
                samples.get(program.name)?.push(cpu);
            }
        }
    }
    return new Map([...samples].map(([name, all]) => [name, median(all)]));
}

export function processCpu({ name, command, args, environment, folder, codes }: Program): number {
    const script = 'TIMEFORMAT="%U %S"; { time "$@" >/dev/null 2>&1; } 2>&1';
    const { stdout, status } = spawnSync("bash", ["-c", script, "bash", command, ...args], {
        encoding: "utf8",
        cwd: folder,
        env: { ...process.env, ...environment },
    });
    if (status === null || !codes.includes(status)) {
        throw new Error(`internal error: ${name} ended with ${status}`);
    }
    const [user = Number.NaN, system = Number.NaN] = stdout.trim().split(" ").map(Number);
    return user + system;
}
