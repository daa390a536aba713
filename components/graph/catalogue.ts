import type { Report } from "./report";
import { type CatalogContent, catalogFile } from "./sections/catalogFile";
import type { RawService } from "./sections/service";
import type { RawWorkload } from "./sections/workload";
import { inFile, type Steps } from "./shape/location";
import { isMap } from "./shape/plainCopy";
import { readShape } from "./shape/readShape";

/** One file of the catalogue, as YAML or JSON read it; `file` is what messages call it. */
export interface CatalogFile {
    readonly file: string;
    readonly content: unknown;
}

const sections = ["workloads", "services", "stores", "externals"] as const;
export type SectionName = (typeof sections)[number];

/** What one namespace declares, as far as it could be read; names are not resolved yet. */
export interface DeclaredNamespace {
    readonly name: string;
    readonly file: string;
    readonly content: CatalogContent;
    /** Keys of the file itself, also those it should not have. */
    readonly keys: ReadonlySet<string>;
    /** Path of a value for messages. */
    readonly at: (...steps: Steps) => string;
    /** Position of a list item in the file. */
    readonly position: (list: readonly unknown[], index: number) => number;
    /** Every name of a section, also of entries that could not be read: those are known, if not usable. */
    readonly names: (section: SectionName) => ReadonlySet<string>;
    /** Every name in a map of a service (`ports`, `operations`), also those that could not be read. */
    readonly namesIn: (service: string, section: "ports" | "operations") => ReadonlySet<string>;
}

export interface Catalogue {
    /** By name, in code-unit order. */
    readonly namespaces: ReadonlyMap<string, DeclaredNamespace>;
    readonly names: ReadonlySet<string>;
    /** False when a file could not be read, or taken in: a namespace that is not found may be the one it describes. */
    readonly complete: boolean;
}

/** Reads the shape of every file; `complete` says whether these are all there are; what cannot be read is reported and left out. */
export function readCatalogue(files: readonly CatalogFile[], report: Report, complete: boolean): Catalogue {
    const found: DeclaredNamespace[] = [];
    for (const { file, content } of [...files].sort(byFile)) {
        const shape = readShape(catalogFile, content, inFile(file));
        report.shape(shape.problems, shape.removed);
        if (shape.content !== undefined) {
            found.push(declaredNamespace(file, shape.content, shape.written, shape.position));
        }
    }
    const namespaces = new Map<string, DeclaredNamespace>();
    for (const each of found.sort((left, right) => order(left.name, right.name))) {
        const first = namespaces.get(each.name);
        if (first === undefined) {
            namespaces.set(each.name, each);
        } else {
            const message = `the namespace "${each.name}" is already described by ${first.file}; merge the two files`;
            report.error("duplicate-namespace", each.at("namespace"), message);
            // What the first file does not declare may stand in the second: nothing follows from its absence.
            report.shape([], new Set(sections.map((section) => first.at(section))));
        }
    }
    return {
        namespaces,
        names: new Set(namespaces.keys()),
        complete: complete && namespaces.size === files.length,
    };
}

function declaredNamespace(
    file: string,
    content: CatalogContent,
    written: unknown,
    position: DeclaredNamespace["position"],
): DeclaredNamespace {
    const place = inFile(file);
    const named = new Map<string, ReadonlySet<string>>();
    const namesAt = (...steps: readonly string[]): ReadonlySet<string> => {
        const key = steps.join("/");
        const known = named.get(key) ?? new Set(keysAt(written, steps));
        named.set(key, known);
        return known;
    };
    return {
        name: content.namespace,
        file,
        content,
        keys: namesAt(),
        at: (...steps) => place(steps),
        position,
        names: (section) => namesAt(section),
        namesIn: (service, section) => namesAt("services", service, section),
    };
}

function keysAt(written: unknown, steps: readonly string[]): readonly string[] {
    const section = steps.reduce<unknown>((value, step) => (isMap(value) ? value[step] : undefined), written);
    return isMap(section) ? Object.keys(section) : [];
}

function byFile(left: CatalogFile, right: CatalogFile): number {
    return order(left.file, right.file);
}

/** Code-unit order, the same on every machine and in every locale. */
export function order(left: string, right: string): number {
    return left < right ? -1 : left > right ? 1 : 0;
}

export function workloadsOf(namespace: DeclaredNamespace): readonly (readonly [string, RawWorkload])[] {
    return Object.entries(namespace.content.workloads ?? {});
}

export function servicesOf(namespace: DeclaredNamespace): readonly (readonly [string, RawService])[] {
    return Object.entries(namespace.content.services ?? {});
}
