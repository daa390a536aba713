import {
    type Automaton,
    accepts,
    acceptsEverything,
    acceptsNothing,
    endingWith,
    inEitherCase,
    literals,
    product,
} from "./automaton";

/**
 * A set of request paths, exact and in one form: equal sets have equal keys.
 *
 * The empty string is a member exactly when a path that no matcher mentions is. No request has an empty path, so
 * that costs nothing and keeps the form unique.
 */
export interface PathSet {
    readonly states: Automaton;
    readonly key: string;
}

export const noPath: PathSet = { states: acceptsNothing, key: keyOf(acceptsNothing) };
export const anyPath: PathSet = { states: acceptsEverything, key: keyOf(acceptsEverything) };

/**
 * The paths that any of these values of an AuthorizationPolicy's `paths` matches: `*` all, `/a/*` a prefix,
 * `*.html` a suffix, everything else itself. A `*` in the middle is an ordinary character, as it is to Istio.
 */
export function pathsMatching(...values: readonly string[]): PathSet {
    if (values.includes("*")) {
        return anyPath;
    }
    const suffixes = values.filter((value) => value.startsWith("*"));
    const others = values.filter((value) => !value.startsWith("*"));
    const prefixes = others.filter((value) => value.endsWith("*")).map((value) => value.slice(0, -1));
    const exact = others.filter((value) => !value.endsWith("*"));
    return suffixes
        .map((suffix) => pathSet(endingWith(suffix.slice(1))))
        .reduce(unionOfPaths, pathSet(literals(exact, prefixes)));
}

/** The same of one exact path or prefix, however a request writes its letters. */
export function pathsInEitherCase(value: string): PathSet {
    const lower = pathsMatching(value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
    return pathSet(inEitherCase(lower.states));
}

export function unionOfPaths(left: PathSet, right: PathSet): PathSet {
    if (left.key === right.key || right === noPath || left === anyPath) {
        return left;
    }
    if (left === noPath || right === anyPath) {
        return right;
    }
    return pathSet(product(left.states, right.states, (inLeft, inRight) => inLeft || inRight));
}

export function commonPaths(left: PathSet, right: PathSet): PathSet {
    if (left.key === right.key || right === anyPath || left === noPath) {
        return left;
    }
    if (left === anyPath || right === noPath) {
        return right;
    }
    return pathSet(product(left.states, right.states, (inLeft, inRight) => inLeft && inRight));
}

export function pathsWithout(left: PathSet, right: PathSet): PathSet {
    if (left === noPath || right === noPath) {
        return left;
    }
    if (right === anyPath || left.key === right.key) {
        return noPath;
    }
    return pathSet(product(left.states, right.states, (inLeft, inRight) => inLeft && !inRight));
}

export function samePaths(left: PathSet, right: PathSet): boolean {
    return left.key === right.key;
}

export function hasPath(set: PathSet, path: string): boolean {
    return accepts(set.states, path);
}

/** The two constants are recognised by identity, so that most operations need no automaton at all. */
function pathSet(states: Automaton): PathSet {
    const set = { states, key: keyOf(states) };
    return [noPath, anyPath].find((constant) => constant.key === set.key) ?? set;
}

function keyOf(states: Automaton): string {
    return states
        .map((state) => {
            const moves = [...state.on].map(([unit, target]) => `${unit}:${target}`).join(",");
            return `${state.accepts ? "+" : "-"}${state.otherwise}/${moves}`;
        })
        .join(";");
}
