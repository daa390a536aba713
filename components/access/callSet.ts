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

/** Every call on these paths. */
export function callsOnPaths(paths: PathSet): CallSet {
    return onEveryPort(withMethods(undefined, paths));
}

/** The same methods and paths, whatever the port. */
export function onEveryPort(calls: MethodPaths): CallSet {
    return constantOr({ named: noCall.named, otherwise: calls });
}

/** Every call on the ports whose value is wanted. */
export function callsWhere<Value>(ports: Cases<number, Value>, wanted: (value: Value) => boolean): CallSet {
    const calls = (value: Value): MethodPaths => (wanted(value) ? anyMethod : noMethod);
    return constantOr(
        cases(
            [...ports.named].map(([port, value]) => [port, calls(value)]),
            calls(ports.otherwise),
            sameMethods,
        ),
    );
}

const noMethod: MethodPaths = { named: new Map(), otherwise: noPath };
const anyMethod: MethodPaths = { named: new Map(), otherwise: anyPath };
/** The two constants are recognised by identity: every other set is neither. */
export const noCall: CallSet = { named: new Map(), otherwise: noMethod };
export const anyCall: CallSet = { named: new Map(), otherwise: anyMethod };

export function union(left: CallSet, right: CallSet): CallSet {
    return left === right || right === noCall || left === anyCall
        ? left
        : left === noCall || right === anyCall
          ? right
          : pointwise(left, right, unionOfMethods);
}

export function intersection(left: CallSet, right: CallSet): CallSet {
    return left === right || right === anyCall || left === noCall
        ? left
        : left === anyCall || right === noCall
          ? right
          : pointwise(left, right, commonMethods);
}

export function difference(left: CallSet, right: CallSet): CallSet {
    return right === noCall || left === noCall
        ? left
        : right === anyCall || left === right
          ? noCall
          : pointwise(left, right, methodsWithout);
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
    return set === noCall;
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
    combine: (left: MethodPaths, right: MethodPaths) => MethodPaths,
): CallSet {
    return constantOr(combineCases(left, right, combine, sameMethods));
}

function constantOr(set: CallSet): CallSet {
    const isConstant = set.named.size === 0;
    return isConstant && set.otherwise === noMethod
        ? noCall
        : isConstant && set.otherwise === anyMethod
          ? anyCall
          : set;
}

function unionOfMethods(left: MethodPaths, right: MethodPaths): MethodPaths {
    return left === right || right === noMethod
        ? left
        : left === noMethod
          ? right
          : methods(combineCases(left, right, unionOfPaths, samePaths));
}

function commonMethods(left: MethodPaths, right: MethodPaths): MethodPaths {
    return left === right || right === anyMethod || left === noMethod
        ? left
        : left === anyMethod || right === noMethod
          ? right
          : methods(combineCases(left, right, commonPaths, samePaths));
}

function methodsWithout(left: MethodPaths, right: MethodPaths): MethodPaths {
    return right === noMethod || left === noMethod
        ? left
        : right === anyMethod || left === right
          ? noMethod
          : methods(combineCases(left, right, pathsWithout, samePaths));
}

function methods(paths: MethodPaths): MethodPaths {
    const isConstant = paths.named.size === 0;
    return isConstant && paths.otherwise === noPath
        ? noMethod
        : isConstant && paths.otherwise === anyPath
          ? anyMethod
          : paths;
}

function sameMethods(left: MethodPaths, right: MethodPaths): boolean {
    return left === right || sameCases(left, right, samePaths);
}

function withMethods(names: readonly string[] | undefined, paths: PathSet): MethodPaths {
    return methods(
        names === undefined
            ? { named: noMethod.named, otherwise: paths }
            : cases(
                  names.map((name) => [name, paths]),
                  noPath,
                  samePaths,
              ),
    );
}

function callsOn(ports: readonly number[] | undefined, calls: MethodPaths): CallSet {
    return ports === undefined
        ? onEveryPort(calls)
        : constantOr(
              cases(
                  ports.map((port) => [port, calls]),
                  noMethod,
                  sameMethods,
              ),
          );
}
