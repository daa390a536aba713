import type { Automaton, State } from "./automatonState";
import { minimise } from "./minimise";

export type { Automaton, State } from "./automatonState";

export const acceptsNothing: Automaton = [{ accepts: false, on: new Map(), otherwise: 0 }];
export const acceptsEverything: Automaton = [{ accepts: true, on: new Map(), otherwise: 0 }];

/** Exactly these texts, and everything that starts with one of the prefixes, none of which is empty. */
export function literals(exact: readonly string[], prefixes: readonly string[]): Automaton {
    const rejecting = 1;
    const accepting = 2;
    const states: { accepts: boolean; readonly on: Map<number, number>; readonly otherwise: number }[] = [
        { accepts: false, on: new Map(), otherwise: rejecting },
        { accepts: false, on: new Map(), otherwise: rejecting },
        { accepts: true, on: new Map(), otherwise: accepting },
    ];
    /** The state after `text`, made on the way where there is none; what a prefix has decided stays decided. */
    const after = (text: string): number => {
        let number = 0;
        for (let position = 0; position < text.length && number !== accepting; position++) {
            const unit = text.charCodeAt(position);
            const known = states[number]?.on.get(unit);
            if (known === undefined) {
                states[number]?.on.set(unit, states.length);
                states.push({ accepts: false, on: new Map(), otherwise: rejecting });
            }
            number = known ?? states.length - 1;
        }
        return number;
    };
    for (const prefix of prefixes) {
        const before = after(prefix.slice(0, -1));
        if (before !== accepting) {
            states[before]?.on.set(prefix.charCodeAt(prefix.length - 1), accepting);
        }
    }
    for (const text of exact) {
        const state = states[after(text)];
        if (state !== undefined) {
            state.accepts = true;
        }
    }
    return minimise(states);
}

/** What the automaton accepts of texts in lower case, in either case; ASCII alone, as Envoy compares. */
export function inEitherCase(states: Automaton): Automaton {
    const bothOf = (unit: number): readonly number[] =>
        unit >= 97 && unit <= 122 ? [unit, unit - 32] : [unit];
    return minimise(
        states.map((state) => ({
            ...state,
            on: new Map(
                [...state.on].flatMap(([unit, next]) => bothOf(unit).map((each) => [each, next] as const)),
            ),
        })),
    );
}

/** Everything that ends with `text`: the state is how much of it has just been read (Knuth, Morris, Pratt). */
export function endingWith(text: string): Automaton {
    const units = [...new Set(text.split(""))];
    const states = Array.from({ length: text.length + 1 }, (_, read) => ({
        accepts: read === text.length,
        on: new Map(units.map((unit) => [unit.charCodeAt(0), overlap(text.slice(0, read) + unit, text)])),
        otherwise: 0,
    }));
    return minimise(states);
}

/** Length of the longest end of `seen` that is a beginning of `text`. */
function overlap(seen: string, text: string): number {
    let length = Math.min(seen.length, text.length);
    while (!seen.endsWith(text.slice(0, length))) {
        length--;
    }
    return length;
}

/** The strings whose membership in both automata `keep` wants. */
export function product(
    left: Automaton,
    right: Automaton,
    keep: (left: boolean, right: boolean) => boolean,
): Automaton {
    const numbers = new Map<number, number>([[0, 0]]);
    const pairs: [number, number][] = [[0, 0]];
    const numberOf = (inLeft: number, inRight: number): number => {
        const code = inLeft * right.length + inRight;
        const known = numbers.get(code);
        if (known !== undefined) {
            return known;
        }
        numbers.set(code, pairs.length);
        pairs.push([inLeft, inRight]);
        return pairs.length - 1;
    };
    const states: State[] = [];
    // `pairs` grows while it is walked: each new pair of states is visited once.
    for (const [inLeft, inRight] of pairs) {
        const a = stateAt(left, inLeft);
        const b = stateAt(right, inRight);
        const on = new Map<number, number>();
        for (const unit of [...a.on.keys(), ...b.on.keys()]) {
            on.set(unit, numberOf(a.on.get(unit) ?? a.otherwise, b.on.get(unit) ?? b.otherwise));
        }
        states.push({
            accepts: keep(a.accepts, b.accepts),
            on,
            otherwise: numberOf(a.otherwise, b.otherwise),
        });
    }
    return minimise(states);
}

export function accepts(automaton: Automaton, text: string): boolean {
    let state = stateAt(automaton, 0);
    for (let position = 0; position < text.length; position++) {
        state = stateAt(automaton, state.on.get(text.charCodeAt(position)) ?? state.otherwise);
    }
    return state.accepts;
}

/** States refer to each other by number; a number without a state would be a defect of this folder. */
export function stateAt(states: readonly State[], number: number): State {
    const state = states[number];
    if (state === undefined) {
        throw new RangeError(`automaton of ${states.length} states has no state ${number}`);
    }
    return state;
}
