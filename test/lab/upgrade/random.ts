/** Numbers that look drawn and come again with the same seed (mulberry32). */
export class Random {
    #state: number;

    constructor(readonly seed: number) {
        this.#state = seed >>> 0;
    }

    /** From 0 up to, and without, 1. */
    next(): number {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    }

    /** A whole number from `least` to `most`, both possible. */
    whole(least: number, most: number): number {
        return least + Math.floor(this.next() * (most - least + 1));
    }

    oneOf<T>(choices: readonly [T, ...T[]]): T {
        return choices[this.whole(0, choices.length - 1)] ?? choices[0];
    }
}
