import { lock } from "proper-lockfile";
import type { Reporter } from "../reporter";
import { pause } from "./interruption";

export interface LockedThing {
    /** The lock is this path with `.lock` behind it. */
    readonly path: string;
    readonly what: string;
}

/** A holder that has not touched its lock for this long is taken to be dead. */
const stale = 30_000;
const touch = 5_000;
const poll = 250;

/** Runs the work while no other process runs it for the same thing; says so once when it has to wait. */
export async function withBuildLock<T>(
    thing: LockedThing,
    reporter: Reporter,
    signal: AbortSignal,
    work: () => Promise<T>,
): Promise<T> {
    let waiting = false;
    for (;;) {
        const release = await tryLock(thing.path);
        if (release) {
            try {
                return await work();
            } finally {
                // A lock that was taken over while this machine slept is no longer ours to release.
                await release().catch(() => undefined);
            }
        }
        if (!waiting) {
            waiting = true;
            reporter.step(`${thing.what}: another process is making it; waiting for its result`);
        }
        await pause(poll, signal);
    }
}

async function tryLock(path: string): Promise<(() => Promise<void>) | undefined> {
    try {
        // Losing the lock is harmless: results are renamed into place whole, so at worst one thing is made twice.
        return await lock(path, { realpath: false, stale, update: touch, onCompromised: () => undefined });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ELOCKED") {
            return undefined;
        }
        throw error;
    }
}
