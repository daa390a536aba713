import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks again until there is an answer. The limit is no expectation about speed: it only keeps a run that can
 * no longer succeed from hanging, and then says what was seen last.
 */
export async function until<T>(
    what: string,
    ask: () => Promise<T | undefined> | T | undefined,
    limit = 180_000,
): Promise<T> {
    const deadline = Date.now() + limit;
    let last: unknown = "nothing";
    for (;;) {
        try {
            const answer = await ask();
            if (answer !== undefined) {
                return answer;
            }
        } catch (error) {
            last = error instanceof Error ? error.message : error;
        }
        if (Date.now() > deadline) {
            throw new Error(`gave up waiting until ${what}; last seen: ${String(last)}`);
        }
        await pause(200);
    }
}
