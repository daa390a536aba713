import type { Bounds } from "../bounds";
import { type CallSet, callsOf, intersection, onEveryPort } from "../callSet";
import { valueAt } from "../cases";

/** The methods and paths of one port, on every port: what a call keeps when a gateway sends it on to another port. */
export function methodsAt(calls: Bounds, port: number): Bounds {
    return { certain: methodsOf(calls.certain, port), possible: methodsOf(calls.possible, port) };
}

/** The same calls on this port alone. */
export function onPort(calls: Bounds, port: number): Bounds {
    const there = callsOf({ ports: [port] });
    return { certain: intersection(calls.certain, there), possible: intersection(calls.possible, there) };
}

function methodsOf(calls: CallSet, port: number): CallSet {
    return onEveryPort(valueAt(calls, port));
}
