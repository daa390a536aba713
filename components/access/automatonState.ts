/**
 * A deterministic automaton over strings, the exact form of a set of paths. A state reads one UTF-16 code unit:
 * `on` where it matters which one, `otherwise` for every other, so no alphabet has to be agreed on.
 */
export interface State {
    readonly accepts: boolean;
    readonly on: ReadonlyMap<number, number>;
    readonly otherwise: number;
}

/** Starts in state 0. Minimal and numbered breadth-first: two automata of one language are the same data. */
export type Automaton = readonly State[];
