import { stateAt } from "./automaton";
import {
    anyPath,
    commonPaths,
    noPath,
    type PathSet,
    pathsMatching,
    pathsWithout,
    samePaths,
} from "./pathSet";

/** More patterns than this tell a reader less than an example. */
const mostPatterns = 12;

/** The set in the words of a policy (`/a and /b/*`), or by an example where it has no such words. */
export function describePaths(set: PathSet): string {
    if (set === anyPath) {
        return "any path";
    }
    if (set === noPath) {
        return "no path";
    }
    const patterns = pathPatterns(set);
    if (patterns !== undefined) {
        return listed(patterns);
    }
    const excepted = pathPatterns(pathsWithout(anyPath, set));
    if (excepted !== undefined) {
        return `any path but ${listed(excepted)}`;
    }
    const start = commonStart(set);
    const left = start === "" ? undefined : pathPatterns(pathsWithout(pathsMatching(`${start}*`), set));
    if (left !== undefined) {
        return `${start}* but ${listed(left)}`;
    }
    const ending = shortestOf(set);
    if (samePaths(set, pathsMatching(`*${ending}`))) {
        return `*${ending}`;
    }
    const usual = commonPaths(set, pathsMatching("/*"));
    return `some paths (${shortestOf(usual === noPath ? set : usual)} is one)`;
}

export function listed(words: readonly string[]): string {
    const last = words.at(-1) ?? "";
    return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Exact paths and prefixes that make up the set; undefined when those alone cannot. */
export function pathPatterns(set: PathSet): readonly string[] | undefined {
    const patterns: string[] = [];
    const open: { readonly number: number; readonly text: string }[] = [{ number: 0, text: "" }];
    for (const { number, text } of open) {
        const state = stateAt(set.states, number);
        if (state.otherwise === number && state.on.size === 0) {
            patterns.push(...(state.accepts ? [`${text}*`] : []));
        } else if (!isRejecting(set, state.otherwise) || patterns.length > mostPatterns) {
            return undefined;
        } else {
            patterns.push(...(state.accepts ? [text] : []));
            for (const [unit, target] of state.on) {
                open.push({ number: target, text: text + String.fromCharCode(unit) });
            }
        }
    }
    return patterns.length > mostPatterns ? undefined : patterns.sort();
}

/** What every member starts with: as far as there is only one way to go on. */
function commonStart(set: PathSet): string {
    let text = "";
    let number = 0;
    for (;;) {
        const state = stateAt(set.states, number);
        const [only, ...others] = state.on;
        if (state.accepts || only === undefined || others.length > 0 || !isRejecting(set, state.otherwise)) {
            return text;
        }
        text += String.fromCharCode(only[0]);
        number = only[1];
    }
}

function isRejecting(set: PathSet, number: number): boolean {
    const state = stateAt(set.states, number);
    return !state.accepts && state.otherwise === number && state.on.size === 0;
}

/** The first of the shortest members; the set has one. */
function shortestOf(set: PathSet): string {
    const open: { readonly number: number; readonly text: string }[] = [{ number: 0, text: "" }];
    const seen = new Set([0]);
    for (const { number, text } of open) {
        const state = stateAt(set.states, number);
        if (state.accepts && text !== "") {
            return text;
        }
        const moves = [...state.on].map(([unit, target]) => [String.fromCharCode(unit), target] as const);
        for (const [character, target] of [...moves, [unmentioned(state.on), state.otherwise] as const]) {
            if (!seen.has(target)) {
                seen.add(target);
                open.push({ number: target, text: text + character });
            }
        }
    }
    return "";
}

/** A letter on which the state does what it does on every character it does not mention. */
function unmentioned(on: ReadonlyMap<number, number>): string {
    return [..."xyzabcdefghijklmnopqrstuvw/-_."].find((letter) => !on.has(letter.charCodeAt(0))) ?? "~";
}
