import { type Cases, cases, combineCases, sameCases, valueAt } from "./cases";
import {
    anyPath,
    commonPaths,
    hasPath,
    noPath,
    type PathSet,
    pathsMatching,
    pathsWithout,
    samePaths,
    unionOfPaths,
} from "./pathSet";

/** For each method the paths it may be used on. */
export type MethodPaths = Cases<string, PathSet>;

/**
 * A set of calls, that is of (port, method, path), exact and in one form. Ports are the workload's own. A call
 * over plain TCP has neither method nor path: it is allowed where every method on every path is.
 */
export type CallSet = Cases<number, MethodPaths>;

export interface CallShape {
    /** Absent: every port. */
    readonly ports?: readonly number[];
    /** Absent: every method. */
    readonly methods?: readonly string[];
    /** As an AuthorizationPolicy writes them; absent: every path. */
    readonly paths?: readonly string[];
}

/** Every call whose port, method and path are each among those named. An empty list names nothing. */
export function callsOf({ ports, methods, paths }: CallShape): CallSet {
    return callsOn(ports, withMethods(methods, paths === undefined ? anyPath : pathsMatching(...paths)));
}

/** Every call on the ports whose value is wanted. */
export function callsWhere<Value>(ports: Cases<number, Value>, wanted: (value: Value) => boolean): CallSet {
    const calls = (value: Value): MethodPaths => (wanted(value) ? anyCall.otherwise : noCall.otherwise);
    return cases(
        [...ports.named].map(([port, value]) => [port, calls(value)]),
        calls(ports.otherwise),
        sameMethods,
    );
}

export const noCall: CallSet = { named: new Map(), otherwise: { named: new Map(), otherwise: noPath } };
export const anyCall: CallSet = { named: new Map(), otherwise: { named: new Map(), otherwise: anyPath } };

export function union(left: CallSet, right: CallSet): CallSet {
    return left === right || right === noCall
        ? left
        : left === noCall
          ? right
          : pointwise(left, right, unionOfPaths);
}

export function intersection(left: CallSet, right: CallSet): CallSet {
    return left === right || right === anyCall
        ? left
        : left === anyCall
          ? right
          : pointwise(left, right, commonPaths);
}

export function difference(left: CallSet, right: CallSet): CallSet {
    return right === noCall ? left : pointwise(left, right, pathsWithout);
}

export function unionOf(sets: Iterable<CallSet>): CallSet {
    let all = noCall;
    for (const set of sets) {
        all = union(all, set);
    }
    return all;
}

export function equals(left: CallSet, right: CallSet): boolean {
    return left === right || sameCases(left, right, sameMethods);
}

export function isEmpty(set: CallSet): boolean {
    return equals(set, noCall);
}

/** Whether every call of `smaller` is in `larger`. */
export function includes(larger: CallSet, smaller: CallSet): boolean {
    return isEmpty(difference(smaller, larger));
}

/** Whether one particular call is in the set. */
export function contains(set: CallSet, call: { port: number; method: string; path: string }): boolean {
    return hasPath(valueAt(valueAt(set, call.port), call.method), call.path);
}

function pointwise(
    left: CallSet,
    right: CallSet,
    combine: (left: PathSet, right: PathSet) => PathSet,
): CallSet {
    return combineCases(left, right, (a, b) => combineCases(a, b, combine, samePaths), sameMethods);
}

function sameMethods(left: MethodPaths, right: MethodPaths): boolean {
    return left === right || sameCases(left, right, samePaths);
}

function withMethods(methods: readonly string[] | undefined, paths: PathSet): MethodPaths {
    return methods === undefined
        ? { named: new Map(), otherwise: paths }
        : cases(
              methods.map((method) => [method, paths]),
              noPath,
              samePaths,
          );
}

function callsOn(ports: readonly number[] | undefined, calls: MethodPaths): CallSet {
    return ports === undefined
        ? { named: new Map(), otherwise: calls }
        : cases(
              ports.map((port) => [port, calls]),
              noCall.otherwise,
              sameMethods,
          );
}
