import { setTimeout as pause } from "node:timers/promises";
import type { ApiConnection } from "./apiConnection";
import type { ClusterHistory } from "./clusterHistory";
import type { Expectations } from "./expectations";
import { injection, invalidWrite, validWrite } from "./probes";
import { latestVersion, replay } from "./replay";
import { requiredFor } from "./webhookState";

/** Milliseconds between two starts; twice as often as is asked for, since a busy machine starts late. */
const pace = { writes: 50, injection: 250 } as const;

/** Rounds of probes under way at once: a slow answer does not make the next one late. */
const atOnce = 12;

export interface Watched {
    /** Valid objects that were written and deleted again. */
    readonly written: number;
    readonly injections: number;
    readonly planted: number;
    readonly seconds: number;
    readonly failures: readonly string[];
}

/** Probes a mesh all the time while it is changed, and remembers everything that went wrong. */
export class Watchman {
    #failures: string[] = [];
    #counts = { written: 0, injections: 0, planted: 0 };
    #running: Promise<unknown> | undefined;
    #ended = new AbortController();
    #startedAt = 0;
    #since = 0;
    #expected: Expectations | undefined;
    #passing: readonly string[] = [];

    constructor(
        readonly api: ApiConnection,
        readonly history: ClusterHistory,
    ) {}

    /** @param passing - revisions that come or go meanwhile: nothing is asked of them */
    async start(expected: Expectations, passing: readonly string[]): Promise<void> {
        this.#expected = expected;
        this.#passing = passing;
        this.#failures = [];
        this.#counts = { written: 0, injections: 0, planted: 0 };
        this.#since = latestVersion(await this.history.events());
        this.#ended = new AbortController();
        this.#startedAt = Date.now();
        this.#running = Promise.all([this.#writes(), this.#pods()]);
    }

    /** The whole set once, against the state of this moment: what a cut must leave behind. */
    async look(): Promise<readonly string[]> {
        const { revisions, injection: targets } = this.#expecting;
        const found = await Promise.all([
            ...[undefined, ...revisions].map((revision) => validWrite(this.api, revision)),
            invalidWrite(this.api),
            ...targets.map((target) => injection(this.api, target)),
        ]);
        this.#counts.planted += 1;
        this.#note(found);
        return [...found.filter((each) => each !== undefined), ...(await this.#dangling())];
    }

    /** Ends the probing and tells what was seen since its start. */
    async stop(): Promise<Watched> {
        this.#ended.abort();
        await this.#running;
        const failures = [...this.#failures, ...(await this.#dangling())];
        return { ...this.#counts, seconds: (Date.now() - this.#startedAt) / 1000, failures };
    }

    get #expecting(): Expectations {
        if (this.#expected === undefined) {
            throw new Error("nothing is expected yet");
        }
        return this.#expected;
    }

    async #dangling(): Promise<readonly string[]> {
        const { revisions, tags } = this.#expecting;
        const required = requiredFor({ revisions, tags: tags.keys() }, this.#passing);
        return replay(await this.history.events(), required, this.#since);
    }

    async #writes(): Promise<void> {
        const revisions = [...this.#expecting.revisions];
        await this.#every(pace.writes, async (turn) => {
            const labelled = revisions[turn % revisions.length];
            const judges = labelled === undefined ? [undefined] : [undefined, labelled];
            this.#note(await Promise.all(judges.map((judge) => validWrite(this.api, judge))));
            this.#counts.written += judges.length;
        });
    }

    async #pods(): Promise<void> {
        const { injection: targets } = this.#expecting;
        await this.#every(pace.injection, async () => {
            this.#note(await Promise.all(targets.map((target) => injection(this.api, target))));
            this.#counts.injections += targets.length;
        });
    }

    async #every(milliseconds: number, probe: (turn: number) => Promise<void>): Promise<void> {
        const underway = new Set<Promise<void>>();
        for (let turn = 0; !this.#ended.signal.aborted; turn++) {
            const due = pause(milliseconds);
            const one = probe(turn).finally(() => underway.delete(one));
            underway.add(one);
            await due;
            if (underway.size >= atOnce) {
                await Promise.race(underway);
            }
        }
        await Promise.all(underway);
    }

    #note(found: readonly (string | undefined)[]): void {
        const at = ((Date.now() - this.#startedAt) / 1000).toFixed(1);
        this.#failures.push(
            ...found.filter((each) => each !== undefined).map((each) => `after ${at} s: ${each}`),
        );
    }
}
