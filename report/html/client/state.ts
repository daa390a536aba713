import type { Filter } from "../view/filter";

/** What the details tell of. */
export type Selected = { readonly edge: number } | { readonly node: number };

export interface State extends Filter {
    readonly selected?: Selected;
}

export interface Store {
    readonly get: () => State;
    /** Changes what is named; a value of undefined takes it away. Everyone who follows hears of it once. */
    readonly set: (change: Changes) => void;
    readonly follow: (heard: (state: State, before: State | undefined) => void) => void;
}

export type Changes = { readonly [Key in keyof State]?: State[Key] | undefined };

export function storeOf(first: State): Store {
    let state = first;
    const followers: ((state: State, before: State | undefined) => void)[] = [];
    return {
        get: () => state,
        set: (change) => {
            const before = state;
            const next = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined);
            state = Object.fromEntries(next) as unknown as State;
            for (const heard of followers) {
                heard(state, before);
            }
        },
        follow: (heard) => {
            followers.push(heard);
            heard(state, undefined);
        },
    };
}

/** Whether what is shown may be other than before; the selection alone changes nothing of it. */
export function isFilteredOtherwise(state: State, before: State | undefined): boolean {
    return (
        before === undefined ||
        (["query", "group", "effects", "extent", "side", "only"] as const).some(
            (key) => state[key] !== before[key],
        )
    );
}
