import type { Reporter } from "../reporter";

/** What one line of the engine's non-interactive output says. */
export type EngineLine =
    | { readonly kind: "operation"; readonly type: string; readonly name: string; readonly state: string }
    | { readonly kind: "other"; readonly text: string };

const operation = /^\s*[+~\-@ ]{0,3}\s+([\w.:/-]+:[\w./$-]+:?[\w]*)\s+(\S+)\s+(\w+)/;
const finished = new Set(["created", "updated", "deleted", "replaced", "read", "refresh"]);

export function parseEngineLine(line: string): EngineLine {
    const match = operation.exec(line);
    const [, type, name, state] = match ?? [];
    return type !== undefined && name !== undefined && state !== undefined
        ? { kind: "operation", type, name, state }
        : { kind: "other", text: line };
}

/** Counts finished operations, for a line that says how far a deployment is. */
export class DeploymentProgress {
    #done = 0;

    /** A short sentence when the line finished something, else nothing. */
    next(line: string): string | undefined {
        const parsed = parseEngineLine(line);
        if (parsed.kind !== "operation" || !finished.has(parsed.state)) {
            return undefined;
        }
        this.#done += 1;
        const kind = parsed.type.split(":").at(-1) ?? parsed.type;
        return `${this.#done} done; ${kind} ${parsed.name} ${parsed.state}`;
    }
}

/** Shows what the engine finishes beside the reporter's current step, line by line. */
export function showProgress(reporter: Reporter): (line: string) => void {
    const progress = new DeploymentProgress();
    return (line) => {
        const sentence = progress.next(line);
        if (sentence !== undefined) {
            reporter.progress?.(sentence);
        }
    };
}

/** The engine's own counts, in its words: `+ 213 created`, `12 changes. 216 unchanged`. */
export function resourceCounts(lines: readonly string[]): ReadonlyMap<string, number> {
    const start = lines.findIndex((line) => line.trim() === "Resources:");
    const counts = new Map<string, number>();
    for (const line of start < 0 ? [] : lines.slice(start + 1)) {
        const found = [...line.matchAll(/(\d+) ([a-z]+)/g)];
        if (found.length === 0) {
            break;
        }
        for (const [, count, word = ""] of found) {
            // `changes` is the sum of the others.
            if (word !== "changes") {
                counts.set(word, Number(count));
            }
        }
    }
    return counts;
}
