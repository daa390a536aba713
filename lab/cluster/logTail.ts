import { readFileSync } from "node:fs";

/** The last `lines` lines of a file, or nothing when there is no such file. */
export function tailOf(path: string, lines: number): string {
    try {
        const all = readFileSync(path, "utf8").trimEnd().split("\n");
        return all.slice(-lines).join("\n");
    } catch {
        return "";
    }
}
