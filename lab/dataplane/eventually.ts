import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds after which a change will not come any more, on however busy a machine; most take a tenth of a second. */
const patience = 60_000;

/**
 * Asks until `ask` answers without throwing, and resolves with that answer. What it threw last is what is reported
 * when time is up: configuration travels to proxies on its own time, so the first answer proves nothing.
 */
export async function eventually<T>(ask: () => Promise<T> | T, limit = patience): Promise<T> {
    const deadline = Date.now() + limit;
    for (;;) {
        try {
            return await ask();
        } catch (error) {
            if (Date.now() > deadline) {
                throw error;
            }
        }
        await pause(50);
    }
}
