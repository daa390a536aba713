import type { Automaton, State } from "./automatonState";

/** The one smallest automaton of the same language, numbered breadth-first. Every state must be reachable. */
export function minimise(states: readonly State[]): Automaton {
    return renumber(states, classesWithoutCycle(states) ?? classesByRefinement(states));
}

/**
 * States grouped from the ends backwards, each looked at once. Exact and prefix matchers have no cycle but the
 * two final states that keep what was decided; undefined when there is another cycle (suffix matchers).
 */
function classesWithoutCycle(states: readonly State[]): number[] | undefined {
    const classes: (number | undefined)[] = states.map(() => undefined);
    const bySignature = new Map<string, number>();
    const predecessors: number[][] = states.map(() => []);
    const waitingFor = states.map((state, number) => {
        const successors = new Set([...state.on.values(), state.otherwise]);
        for (const successor of successors) {
            predecessors[successor]?.push(number);
        }
        return successors.size;
    });
    const ready: number[] = [];
    for (const [number, state] of states.entries()) {
        if (isFinal(state, number)) {
            classes[number] = state.accepts ? 1 : 0;
            ready.push(number);
        }
    }
    let settled = 0;
    for (const number of ready) {
        settled++;
        for (const predecessor of predecessors[number] ?? []) {
            const left = (waitingFor[predecessor] ?? 0) - 1;
            waitingFor[predecessor] = left;
            const state = states[predecessor];
            if (left === 0 && classes[predecessor] === undefined && state !== undefined) {
                classes[predecessor] = classOf(state, classes, bySignature);
                ready.push(predecessor);
            }
        }
    }
    return settled === states.length ? classes.map((each) => each ?? 0) : undefined;
}

/** Whether nothing that is read changes the answer any more. */
function isFinal(state: State, number: number): boolean {
    return state.otherwise === number && [...state.on.values()].every((target) => target === number);
}

/** Classes 0 and 1 are the final states that reject and accept whatever follows. */
function classOf(
    state: State,
    classes: readonly (number | undefined)[],
    bySignature: Map<string, number>,
): number {
    const rest = classes[state.otherwise] ?? 0;
    const moves = movesOf(state, classes);
    if (moves === "" && rest === (state.accepts ? 1 : 0)) {
        return rest;
    }
    const signature = `${state.accepts}|${rest}|${moves}`;
    const known = bySignature.get(signature);
    if (known !== undefined) {
        return known;
    }
    const created = bySignature.size + 2;
    bySignature.set(signature, created);
    return created;
}

/** Moore's refinement: states stay together until one character leads them to different classes. */
function classesByRefinement(states: readonly State[]): number[] {
    let classes: number[] = states.map((state) => (state.accepts ? 1 : 0));
    let count = new Set(classes).size;
    for (;;) {
        const bySignature = new Map<string, number>();
        const refined = states.map((state, number) => {
            const signature = `${classes[number]}|${classes[state.otherwise]}|${movesOf(state, classes)}`;
            const known = bySignature.get(signature) ?? bySignature.size;
            bySignature.set(signature, known);
            return known;
        });
        if (bySignature.size === count) {
            return refined;
        }
        classes = refined;
        count = bySignature.size;
    }
}

/** The characters on which a state does something else than `otherwise`, with the class they lead to. */
function movesOf(state: State, classes: readonly (number | undefined)[]): string {
    const rest = classes[state.otherwise];
    return [...state.on]
        .filter(([, target]) => classes[target] !== rest)
        .sort(([left], [right]) => left - right)
        .map(([unit, target]) => `${unit}:${classes[target]}`)
        .join(",");
}

function renumber(states: readonly State[], classes: readonly number[]): Automaton {
    const classOfState = (state: number): number => classes[state] ?? 0;
    const members = new Map<number, State>();
    for (const [number, state] of states.entries()) {
        if (!members.has(classOfState(number))) {
            members.set(classOfState(number), state);
        }
    }
    const order = [classOfState(0)];
    const numbers = new Map([[classOfState(0), 0]]);
    const numberOf = (target: number): number => {
        const known = numbers.get(classOfState(target));
        if (known !== undefined) {
            return known;
        }
        numbers.set(classOfState(target), order.length);
        order.push(classOfState(target));
        return order.length - 1;
    };
    const renumbered: State[] = [];
    for (const each of order) {
        const state = members.get(each);
        if (state === undefined) {
            continue;
        }
        const rest = classOfState(state.otherwise);
        const moves = [...state.on]
            .filter(([, target]) => classOfState(target) !== rest)
            .sort(([left], [right]) => left - right);
        const on = new Map(moves.map(([unit, target]) => [unit, numberOf(target)]));
        renumbered.push({ accepts: state.accepts, on, otherwise: numberOf(state.otherwise) });
    }
    return renumbered;
}
