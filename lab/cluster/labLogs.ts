import { existsSync, readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { tailOf } from "./logTail";
import { type LabPaths, labPaths, logFile } from "./paths";

/** The logs of a lab, of its current or last run; `<process>.previous` is the one before. */
export interface LabLogs {
    /** Names of the processes that have one. */
    readonly names: readonly string[];
    /** Those a word stands for: a name, or the beginning of some (`istiod` for every istiod). */
    matching(word: string): readonly string[];
    tail(name: string, lines: number): string;
    /** Writes what is appended to these logs until the signal aborts. */
    follow(
        names: readonly string[],
        write: (name: string, text: string) => void,
        signal: AbortSignal,
    ): Promise<void>;
}

const followPause = 250;

export function labLogs(home: string): LabLogs {
    const paths = labPaths(home);
    const names = logNames(paths);
    return {
        names,
        matching: (word) =>
            names.includes(word)
                ? [word]
                : names.filter((name) => name.startsWith(word) && !name.endsWith(".previous")),
        tail: (name, lines) => tailOf(logFile(paths, name), lines),
        follow: async (chosen, write, signal) => {
            await Promise.all(
                chosen.map((name) => followFile(logFile(paths, name), (text) => write(name, text), signal)),
            );
        },
    };
}

function logNames(paths: LabPaths): readonly string[] {
    return existsSync(paths.logs)
        ? readdirSync(paths.logs)
              .filter((file) => file.endsWith(".log"))
              .map((file) => basename(file, ".log"))
              .sort()
        : [];
}

/** Looks at the file's size now and then: that also works where a file system does not tell of changes. */
async function followFile(path: string, write: (text: string) => void, signal: AbortSignal): Promise<void> {
    const file = await open(path, "r");
    try {
        let { size: position } = await file.stat();
        while (!signal.aborted) {
            const { size } = await file.stat();
            if (size > position) {
                const { buffer, bytesRead } = await file.read({
                    buffer: Buffer.alloc(Math.min(size - position, 1 << 20)),
                    position,
                });
                position += bytesRead;
                write(buffer.toString("utf8", 0, bytesRead));
            } else {
                await pause(followPause, undefined, { signal }).catch(() => undefined);
            }
        }
    } finally {
        await file.close();
    }
}
