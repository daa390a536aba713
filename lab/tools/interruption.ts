import { Interrupted } from "./toolProblem";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs work that can be stopped. A caller that gives a signal handles the process's own signals; for one that
 * does not, they are caught here for as long as the work lasts, so that nothing half-made stays behind.
 */
export async function interruptible<T>(
    given: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
    if (given) {
        return work(given);
    }
    const controller = new AbortController();
    const stop = (signal: NodeJS.Signals) => controller.abort(new Interrupted(signal));
    for (const signal of signals) {
        process.on(signal, stop);
    }
    try {
        return await work(controller.signal);
    } finally {
        for (const signal of signals) {
            process.off(signal, stop);
        }
    }
}

/** The error an aborted signal stands for, whatever the caller put into it. */
export function reasonOf(signal: AbortSignal): Error {
    return signal.reason instanceof Error && signal.reason.name !== "AbortError"
        ? signal.reason
        : new Interrupted();
}

/** Resolves after the time or rejects at once when the work is stopped. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        if (signal.aborted) {
            reject(reasonOf(signal));
            return;
        }
        const stop = () => {
            clearTimeout(timer);
            reject(reasonOf(signal));
        };
        const timer = setTimeout(() => {
            signal.removeEventListener("abort", stop);
            resolve();
        }, milliseconds);
        signal.addEventListener("abort", stop, { once: true });
    });
}
