import { setTimeout as pause } from "node:timers/promises";
import { until } from "../support/until";
import type { ApiConnection } from "./apiConnection";
import { type Config, section } from "./config";
import { type Cut, closingAfter, type Moment, moments, probing, strikingAt } from "./doorkeepers";
import { type Expectations, expectationsBetween } from "./expectations";
import type { Doorkeeper } from "./gate";
import { killIstiod } from "./istiods";
import { validWrite } from "./probes";
import type { Random } from "./random";
import { restartFollowers } from "./restart";
import { incoming } from "./revisions";
import type { Step } from "./steps";
import type { UpgradeLab } from "./upgradeLab";
import type { Watched } from "./watchman";

/** The ways in which a server that nobody reaches any more looks to a client. */
const failures = ["refuse", "hang up"] as const;

/** How roughly a step is treated before it may end. */
export interface Roughness {
    /** Times the engine is killed; a step with many writes once more. */
    readonly kills: number;
    /** Times the gate closes for good: at random places, or after every single write. */
    readonly closings: number | "after every write";
}

/** What a step went through. */
export interface Walked {
    readonly watched: Watched;
    /** One for each write that was held until everything had been probed. */
    readonly cuts: readonly Cut[];
    /** When the engine was killed, in words. */
    readonly kills: readonly string[];
    readonly closings: number;
    /** What the engine said when it was at last left alone. */
    readonly output: string;
}

/** A stack file becomes another, with about so many writes. */
interface Change {
    readonly before: Config;
    readonly after: Config;
    readonly writes: number;
}

/** Applies a step to a running mesh, roughly, and watches what everybody else sees of it. */
export async function walk(
    { gate, stack, watchman, lab, api }: UpgradeLab,
    { before, after, writes }: Change,
    step: Step,
    { kills, closings }: Roughness,
    random: Random,
): Promise<Walked> {
    const cuts: Cut[] = [];
    const struck: string[] = [];
    const expected = without(step.incomingIstiod === "is down", expectationsBetween(before, after));
    await watchman.start(expected, passing(before, after));
    const careful = probing(() => watchman.look(), cuts);
    const trouble = troubleFor(step, lab.home);
    try {
        for (let at = 0; at < kills + (writes > 10 ? 1 : 0); at++) {
            struck.push(...(await killed({ gate, stack }, careful, writes, random)));
        }
        let closed = 0;
        for (let at = 0; closings === "after every write" || at < closings; at++) {
            const count = closings === "after every write" ? 1 : random.whole(0, Math.max(0, writes - 1));
            const how = random.oneOf(failures);
            await gate.guardWith(closingAfter(count, how, careful));
            const { code } = await (await stack.update()).ended();
            if (code === 0) {
                break;
            }
            closed += 1;
            // As a state that lasts: nobody comes to repair it for a while.
            await pause(300);
            await watchman.look();
        }
        await gate.guardWith(careful);
        const { code, output } = await (await stack.update()).ended();
        if (code !== 0) {
            throw new Error(`pulumi up ended with ${code}:\n${output}`);
        }
        if (step.restart !== undefined) {
            await restartFollowers(lab, step.restart, stack.pulumi.stackFile);
        }
        await watchman.look();
        if (step.incomingIstiod !== undefined) {
            await trouble.end();
            await recovered(api, incoming.name);
        }
        return { watched: await watchman.stop(), cuts, kills: struck, closings: closed, output };
    } finally {
        await trouble.end();
        await watchman.stop();
    }
}

/** An update that must fail and change nothing, with what was seen meanwhile. */
export async function refused(
    { gate, stack, watchman }: UpgradeLab,
    config: Config,
): Promise<{ readonly output: string; readonly failures: readonly string[] }> {
    const cuts: Cut[] = [];
    await watchman.start(expectationsBetween(config, config), []);
    await gate.guardWith(probing(() => watchman.look(), cuts));
    const { code, output } = await (await stack.update()).ended();
    const { failures } = await watchman.stop();
    if (code === 0) {
        throw new Error(`pulumi up was not refused:\n${output}`);
    }
    return { output, failures: [...failures, ...cuts.flatMap((cut) => cut.failures)] };
}

/** One run of the engine that is killed on its way; says when, and nothing when it was faster. */
async function killed(
    { gate, stack }: Pick<UpgradeLab, "gate" | "stack">,
    careful: Doorkeeper,
    writes: number,
    random: Random,
): Promise<readonly string[]> {
    const run = await stack.update();
    let when: string | undefined;
    const strike = async (moment: string) => {
        when ??= moment;
        await run.kill();
    };
    const early = random.next() < 0.25;
    const milliseconds = random.whole(200, 4000);
    const index = random.whole(0, Math.max(0, writes - 1));
    const moment: Moment = random.oneOf(moments);
    await gate.guardWith(
        early
            ? careful
            : strikingAt(index, moment, () => strike(`write ${index + 1} of ${writes}, ${moment}`), careful),
    );
    if (early) {
        await Promise.race([run.ended(), pause(milliseconds)]);
        await strike(`${milliseconds} ms after its start`);
    }
    const { code } = await run.ended();
    return code === undefined && when !== undefined ? [when] : [];
}

/** Revisions that come or go. */
function passing(before: Config, after: Config): readonly string[] {
    const [first, second] = [before, after].map((each) => Object.keys(section(each, "meshwright:revisions")));
    const all = new Set([...(first ?? []), ...(second ?? [])]);
    return [...all].filter((each) => !(first?.includes(each) && second?.includes(each)));
}

/** The next step asks everything of a revision that was down; its process is started again after pauses that grow. */
async function recovered(api: ApiConnection, revision: string): Promise<void> {
    await until(`the istiod of ${revision} judges again`, async () => {
        const refusal = await validWrite(api, revision);
        if (refusal !== undefined) {
            throw new Error(refusal);
        }
        return true;
    });
}

/** Nothing is asked of a revision that is down, nor where a tag may still point to it. */
function without(down: boolean, expected: Expectations): Expectations {
    return down
        ? {
              ...expected,
              revisions: new Set([...expected.revisions].filter((each) => each !== incoming.name)),
              injection: expected.injection.filter(({ revisions }) => !revisions.has(incoming.name)),
          }
        : expected;
}

/** What befalls the incoming istiod while a step is under way; once it has ended, nothing is killed any more. */
function troubleFor({ incomingIstiod }: Step, home: string): { end(): Promise<void> } {
    if (incomingIstiod === undefined) {
        return { end: async () => undefined };
    }
    const ended = new AbortController();
    const running = (async () => {
        while (!ended.signal.aborted) {
            const done = await killIstiod(home, incoming.name);
            if (done && incomingIstiod === "is killed once") {
                return;
            }
            await pause(100);
        }
    })();
    return {
        end: async () => {
            ended.abort();
            await running;
        },
    };
}
