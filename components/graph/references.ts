import type { Catalogue, DeclaredNamespace } from "./catalogue";
import type { Report } from "./report";
import { shown } from "./shape/shown";

/** A thing in a namespace, referred to as `namespace/name`, or as `name` from the namespace itself. */
export interface Reference {
    readonly id: string;
    readonly namespace: DeclaredNamespace;
    readonly name: string;
    /** False when it is declared, but could not be read: then nothing can be said about it. */
    readonly readable: boolean;
}

/** Finds what a reference means; reports and answers `undefined` when it means nothing. */
export function resolve(
    text: string,
    kind: "workload" | "service",
    from: { readonly namespace: DeclaredNamespace; readonly path: () => string },
    catalogue: Catalogue,
    report: Report,
): Reference | undefined {
    const parts = text.split("/");
    const [first = "", second = first] = parts;
    if (parts.length > 2 || first === "" || second === "") {
        const message = `${shown(text)} is not a reference; write "namespace/${kind}", or "${kind}" of the same namespace`;
        report.error("bad-reference", from.path(), message);
        return undefined;
    }
    const namespace = parts.length === 1 ? from.namespace : catalogue.namespaces.get(first);
    if (namespace === undefined) {
        if (catalogue.complete) {
            report.unknown("namespace", from.path(), first, catalogue.names);
        }
        return undefined;
    }
    const section = kind === "workload" ? "workloads" : "services";
    const known = namespace.names(section);
    if (!known.has(second)) {
        if (!report.isUnreadable(namespace.at(section))) {
            report.unknown(kind, from.path(), second, known);
        }
        return undefined;
    }
    const readable = namespace.content[section]?.[second] !== undefined;
    return { id: `${namespace.name}/${second}`, namespace, name: second, readable };
}
