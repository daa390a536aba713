import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const days = 90;

/**
 * The date the lab's exceptions end: fixed when a lab is made, so that a second run changes nothing, and moved
 * on only when it has come close.
 */
export function exceptionsUntil(home: string, today = new Date()): string {
    const file = join(home, "exceptions-until");
    const soon = isoDate(today, 7);
    const kept = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
    if (kept > soon) {
        return kept;
    }
    const until = isoDate(today, days);
    writeFileSync(file, `${until}\n`, { mode: 0o600 });
    return until;
}

function isoDate(from: Date, plusDays: number): string {
    return new Date(from.getTime() + plusDays * 86_400_000).toISOString().slice(0, 10);
}
