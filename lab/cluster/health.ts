/** How many questions in a row may stay without a good answer, as a kubelet counts them. */
const missedAtMost = 2;

/** What answers to health probes make of a process: ready with the first good one, and no more after three that are not. */
export class Health {
    ready = false;
    #missed = 0;

    /** One late answer tells of a busy machine, and taking the process from its callers would make that a failure. */
    asked(good: boolean): void {
        this.#missed = good ? 0 : this.#missed + 1;
        this.ready = good || (this.ready && this.#missed <= missedAtMost);
    }

    /** Whatever was ready is gone. */
    ended(): void {
        this.ready = false;
        this.#missed = 0;
    }
}
