import { type Bounds, both, either, everything, exactly, isExact, nothing, unknown, without } from "./bounds";
import { callsOf } from "./callSet";
import { type Given, truthGiven } from "./given";
import type { Condition, Rule } from "./policy";

/** The calls a rule speaks of, whoever makes them. */
export function callsSpokenOf(rule: Rule, given: Given = {}): Bounds {
    const matching = (condition: Condition): Bounds => callsMatching(condition, given);
    return rule.to
        .map((operation) => operation.map(matching).reduce(both, everything))
        .reduce(either, nothing);
}

export function isReadableOperation(condition: Condition, given: Given = {}): boolean {
    return isExact(callsMatching(condition, given));
}

function callsMatching(condition: Condition, given: Given): Bounds {
    const { field, values, negated } = condition;
    if (field === "hosts") {
        // Who sends a request chooses its Host header, so it is decided only where the header is given.
        const truth = truthGiven(condition, given);
        return truth === "maybe" ? unknown : truth === "yes" ? everything : nothing;
    }
    const known = understood.get(condition);
    if (known !== undefined) {
        return known;
    }
    const bounds = values === undefined ? unknown : boundsOf(field, values);
    const calls = negated ? without(everything, bounds) : bounds;
    understood.set(condition, calls);
    return calls;
}

/** Each condition is asked for by every server it stands at, and again for everything that may be known of requests. */
const understood = new WeakMap<Condition, Bounds>();

function boundsOf(field: string, values: readonly string[]): Bounds {
    switch (field) {
        case "ports":
            return values.every(isPort) ? exactly(callsOf({ ports: values.map(Number) })) : unknown;
        case "methods":
            if (values.includes("*")) {
                return everything;
            }
            return atLeast(values, isMethod, (methods) => exactly(callsOf({ methods })));
        case "paths":
            return atLeast(values, isPlainPath, (paths) => exactly(callsOf({ paths })));
        default:
            return unknown;
    }
}

/** The values that can be read certainly match; one that cannot may match anything. */
function atLeast(
    values: readonly string[],
    isReadable: (value: string) => boolean,
    read: (values: readonly string[]) => Bounds,
): Bounds {
    const readable = values.filter(isReadable);
    const { certain, possible } = read(readable);
    return { certain, possible: readable.length === values.length ? possible : unknown.possible };
}

function isPort(value: string): boolean {
    return /^[1-9][0-9]{0,4}$/.test(value);
}

/** Istio matches `P*` and `*T` as well; nothing useful is written that way, so they are not decided here. */
function isMethod(value: string): boolean {
    return !value.startsWith("*") && !value.endsWith("*");
}

/** Without a template segment (`{*}`, `{**}`), which is matched by another Envoy extension. */
function isPlainPath(value: string): boolean {
    return !/\{\*\*?\}/.test(value);
}
