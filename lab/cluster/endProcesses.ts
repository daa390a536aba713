import { setTimeout as pause } from "node:timers/promises";
import { type MarkedProcess, markedProcesses } from "./processIdentity";

/**
 * Ends whatever carries the mark of this lab, and nothing else: a recorded pid alone could be anyone's by now.
 * SIGKILL, as nothing is left that could end them in order. Names what was ended; throws if something stays.
 */
export async function endMarkedProcesses(home: string): Promise<readonly MarkedProcess[]> {
    const ended: MarkedProcess[] = [];
    for (let round = 0; round < 100; round++) {
        const found = markedProcesses(home);
        if (found.length === 0) {
            return ended;
        }
        for (const each of found) {
            if (!ended.some(({ pid, startTime }) => pid === each.pid && startTime === each.startTime)) {
                ended.push(each);
            }
            kill(each.pid, "SIGKILL");
        }
        await pause(50);
    }
    const left = markedProcesses(home).map(({ pid, command }) => `${command} (pid ${pid})`);
    throw new Error(`these processes of the lab in ${home} could not be ended: ${left.join(", ")}`);
}

/** False when there is no such process any more. */
export function kill(pid: number, signal: NodeJS.Signals): boolean {
    try {
        return process.kill(pid, signal);
    } catch {
        return false;
    }
}
