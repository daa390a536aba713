import type { Problem } from "../problems";
import type { Catalogue, DeclaredNamespace } from "./catalogue";
import type { Report } from "./report";
import type { Scope } from "./scope";

/** Namespaces that can be set aside, with their files and what was said about them. */
export interface Separable {
    readonly names: ReadonlySet<string>;
    readonly files: ReadonlySet<string>;
    readonly has: (problem: Problem) => boolean;
}

/**
 * Namespaces that have an error, that this stack does not own, and that share nothing with a namespace it owns: no
 * call, no accepted caller, no store and no external host. Leaving them out changes no object of this stack.
 */
export function separableNamespaces(catalogue: Catalogue, scope: Scope, report: Report): Separable {
    const touched =
        scope.kind === "namespaces" ? touchedBy(new Set(scope.names), catalogue, report) : undefined;
    const subject = subjects(catalogue);
    const faulty = report.problems.filter(({ severity }) => severity === "error").map(subject);
    const names = new Set(
        faulty.filter((name): name is string => name !== undefined && touched?.has(name) === false),
    );
    const files = new Set([...names].map((name) => catalogue.namespaces.get(name)?.file ?? ""));
    return { names, files, has: (problem) => names.has(subject(problem) ?? "") };
}

/** The namespace a problem is about: it stands in its file, or in its part of the stack. */
function subjects({ namespaces }: Catalogue): (problem: Problem) => string | undefined {
    const byFile = new Map([...namespaces.values()].map(({ file, name }) => [file, name]));
    return ({ path }) => {
        const [, inStack] = /^meshwright:namespaces\.([a-z0-9-]+)/.exec(path) ?? [];
        return inStack === undefined
            ? (byFile.get(path) ?? byFile.get(path.slice(0, path.indexOf(": "))))
            : namespaces.get(inStack)?.name;
    };
}

/** The owned namespaces, and all that mention one of them or are mentioned by one. */
function touchedBy(owned: ReadonlySet<string>, catalogue: Catalogue, report: Report): ReadonlySet<string> {
    const touched = new Set(owned);
    const declarers = declarersOf(catalogue);
    for (const namespace of catalogue.namespaces.values()) {
        const others = [...mentioned(namespace, declarers)];
        for (const other of owned.has(namespace.name) ? others : []) {
            touched.add(other);
        }
        // What could not be read may have mentioned anything.
        if (others.some((other) => owned.has(other)) || report.isUnreadable(namespace.at("calls"))) {
            touched.add(namespace.name);
        }
    }
    return touched;
}

/** Namespace that declares each store and external host. */
function declarersOf({ namespaces }: Catalogue): ReadonlyMap<string, string> {
    return new Map(
        [...namespaces.values()].flatMap((each) =>
            [...each.names("stores"), ...each.names("externals")].map((name) => [name, each.name] as const),
        ),
    );
}

function mentioned(
    { content }: DeclaredNamespace,
    declarers: ReadonlyMap<string, string>,
): ReadonlySet<string> {
    const calls = content.calls ?? [];
    const callers = Object.values(content.services ?? {}).flatMap(({ accepts }) =>
        accepts === undefined || accepts === "declared" ? [] : accepts.map(({ from }) => from),
    );
    const references = [...callers, ...calls.map(({ service }) => service ?? "")];
    const outside = calls.flatMap(({ store = "", external = "" }) => [
        declarers.get(store),
        declarers.get(external),
    ]);
    return new Set([
        ...references.filter((text) => text.includes("/")).map((text) => text.slice(0, text.indexOf("/"))),
        ...outside.filter((name) => name !== undefined),
    ]);
}
