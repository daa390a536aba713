import type { CallSet, MethodPaths } from "./callSet";
import { describePaths, pathPatterns } from "./describePaths";
import { noPath, type PathSet } from "./pathSet";

/** Part of a set of calls as data: one port, the methods that share a set of paths, and those paths. */
export interface Clause {
    /** Absent: every port that no other clause names. */
    readonly port?: number;
    /** Absent: every method but `exceptMethods`. */
    readonly methods?: readonly string[];
    readonly exceptMethods?: readonly string[];
    /** Exact, or a prefix with `*`; absent where such patterns cannot say it. */
    readonly paths?: readonly string[];
    /** The paths in words. */
    readonly pathsInWords: string;
}

export function clausesOf(calls: CallSet): readonly Clause[] {
    return [
        ...[...calls.named].flatMap(([port, methods]) =>
            ofMethods(methods).map((each) => ({ port, ...each })),
        ),
        ...ofMethods(calls.otherwise),
    ];
}

function ofMethods({ named, otherwise }: MethodPaths): readonly Clause[] {
    const byPaths = new Map<string, { readonly paths: PathSet; readonly methods: string[] }>();
    for (const [method, paths] of named) {
        if (paths !== noPath) {
            const alike = byPaths.get(paths.key) ?? { paths, methods: [] };
            alike.methods.push(method);
            byPaths.set(paths.key, alike);
        }
    }
    const clauses = [...byPaths.values()].map(({ paths, methods }) => ({ methods, ...inWords(paths) }));
    const except = [...named.keys()];
    return otherwise === noPath
        ? clauses
        : [...clauses, { ...(except.length === 0 ? {} : { exceptMethods: except }), ...inWords(otherwise) }];
}

function inWords(set: PathSet): Pick<Clause, "paths" | "pathsInWords"> {
    const paths = pathPatterns(set);
    return { ...(paths === undefined ? {} : { paths }), pathsInWords: describePaths(set) };
}
