import { readdirSync, readFileSync } from "node:fs";
import { markedProcesses } from "../../../lab/cluster/processIdentity";

/**
 * Every process that belongs to a lab, however it came to be: what carries its mark, and what names a path of it
 * on its command line, as the commands themselves do.
 */
export function processesOf(folder: string, home: string): readonly string[] {
    const marked = markedProcesses(home).map(({ pid, command }) => `${pid} ${command}`);
    const named = readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
        .flatMap((entry) => {
            const command = commandLine(entry);
            return command.includes(folder) ? [`${entry} ${command}`] : [];
        });
    return [...marked, ...named];
}

function commandLine(pid: string): string {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
        return "";
    }
}
