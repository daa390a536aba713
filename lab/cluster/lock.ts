import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import type { LabPaths } from "./paths";

/** Milliseconds after which the lock of a killed command counts for nothing, and how often a live one says so. */
const staleAfter = 10_000;

/**
 * One command at a time changes a lab. Waits for another one, up to two minutes: a cold start takes a while,
 * and two people typing `up` both want a running lab, not an error.
 */
export async function withLabLock<T>(
    paths: LabPaths,
    waiting: () => void,
    work: () => Promise<T>,
): Promise<T> {
    mkdirSync(dirname(paths.home), { recursive: true });
    const options = { realpath: false, lockfilePath: paths.lock, stale: staleAfter, update: 2000 };
    const acquire = async () => {
        try {
            return await lock(paths.home, options);
        } catch (error) {
            if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) {
                throw error;
            }
            waiting();
            const patient = { retries: 240, factor: 1, minTimeout: 500, maxTimeout: 500 };
            return lock(paths.home, { ...options, retries: patient });
        }
    };
    const release = await acquire();
    try {
        return await work();
    } finally {
        await release().catch(() => undefined);
    }
}
