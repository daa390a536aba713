import type { Doorkeeper, Verdict } from "./gate";
import { shown, type Write } from "./writes";

/** Every write that was let through after everything had been probed: each is a cut that was looked at. */
export interface Cut {
    /** What was about to happen. */
    readonly write: Write;
    /** What was wrong in the state before it. */
    readonly failures: readonly string[];
}

/** Holds each write until the whole set of probes has been answered in the state before it. */
export function probing(look: () => Promise<readonly string[]>, cuts: Cut[]): Doorkeeper {
    return {
        async before(write) {
            const failures = (await look()).map((each) => `before ${shown(write)}: ${each}`);
            cuts.push({ write, failures });
            return "forward";
        },
    };
}

/** Lets `count` writes through and then nothing, in one of the ways that servers fail. */
export function closingAfter(count: number, how: Exclude<Verdict, "forward">, inner: Doorkeeper): Doorkeeper {
    return {
        before: (write, index) => (index < count ? inner.before(write, index) : Promise.resolve(how)),
    };
}

/** The moments around a write at which an engine may die. */
export const moments = ["before it is sent", "before it is answered", "after it was answered"] as const;
export type Moment = (typeof moments)[number];

/** Calls `strike` at a moment of the write number `index`. */
export function strikingAt(
    index: number,
    moment: Moment,
    strike: () => Promise<void>,
    inner: Doorkeeper,
): Doorkeeper {
    return {
        async before(write, at) {
            if (at === index && moment === "before it is sent") {
                await strike();
                return "hang up";
            }
            return inner.before(write, at);
        },
        async after(_, at) {
            if (at === index && moment === "before it is answered") {
                await strike();
            } else if (at === index && moment === "after it was answered") {
                // Once the client has it.
                setTimeout(() => void strike(), 5);
            }
        },
    };
}
