import { Field, type Path } from "../policies/engine/field";
import { type PolicyObject, policyObjects } from "../policies/engine/object";
import { Positions } from "./positions";
import { readDocument } from "./readDocument";
import { splitDocuments } from "./splitDocuments";

/** A text and where it comes from. */
export interface Source {
    readonly file: string;
    readonly text: string;
    /** Found in a folder and not named: what is no manifest there is nobody's mistake. */
    readonly isFound: boolean;
}

/** One object of a file, and where it stands. */
export interface Manifest {
    readonly object: PolicyObject;
    readonly apiVersion: string;
    readonly file: string;
    /** Line of a field, by its path in the object. */
    lineOf(path: Path): number;
}

/** Something that could not be read. */
export interface Unreadable {
    readonly file: string;
    readonly line: number;
    readonly message: string;
}

export interface Manifests {
    readonly manifests: readonly Manifest[];
    readonly unreadable: readonly Unreadable[];
}

/** The objects of a file: every document of it, and every element of its Lists. */
export function manifestsOf({ file, text, isFound }: Source): Manifests {
    const manifests: Manifest[] = [];
    const unreadable: Unreadable[] = [];
    const isJson = /^\s*[{[]/.test(text);
    for (const chunk of isJson ? [{ text, line: 1 }] : splitDocuments(text.replace(/^\uFEFF/, ""))) {
        const reading = readDocument(chunk);
        if ("problem" in reading) {
            // Settings of other tools are JSON with comments; YAML that nobody can read is always somebody's mistake.
            if (!isFound || !file.endsWith(".json") || /apiVersion/.test(chunk.text)) {
                unreadable.push({ file, line: reading.line, message: reading.problem });
            }
            continue;
        }
        const positions = new Positions(chunk);
        const found = elements(new Field(reading.value), {});
        for (const { field, apiVersion, kind } of found) {
            if (apiVersion !== undefined && kind !== undefined) {
                manifests.push(manifest(field, apiVersion, kind, file, positions));
            } else if (isComplaint(field, { apiVersion, kind }, isFound)) {
                unreadable.push({
                    file,
                    line: positions.lineOf(field.path),
                    message: whatIsMissing(field, { apiVersion, kind }),
                });
            }
        }
    }
    return { manifests, unreadable };
}

interface Type {
    readonly apiVersion?: string | undefined;
    readonly kind?: string | undefined;
}

interface Element extends Type {
    readonly field: Field;
}

/** A document, or what is in it when it is a List; the elements of a typed List need not say what they are. */
function elements(field: Field, inherited: Type): readonly Element[] {
    const apiVersion = field.at("apiVersion").text ?? inherited.apiVersion;
    const kind = field.at("kind").text ?? inherited.kind;
    const items = field.at("items");
    if (kind?.endsWith("List") && items.isList) {
        const type = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
        return items.items().flatMap((each) => elements(each, type));
    }
    return [{ field, apiVersion, kind }];
}

function manifest(
    field: Field,
    apiVersion: string,
    kind: string,
    file: string,
    positions: Positions,
): Manifest {
    const [object] = policyObjects({ apiVersion, kind, content: field.value, origin: file });
    return {
        object: object as PolicyObject,
        apiVersion,
        file,
        lineOf: (path) => positions.lineOf([...field.path, ...path]),
    };
}

/** In a folder stand values of charts, pipelines and the like; what names one half of a type was meant to be one. */
function isComplaint(field: Field, type: Type, isFound: boolean): boolean {
    if (field.isAbsent || (isFound && isHelms(field))) {
        return false;
    }
    return !isFound || type.apiVersion !== undefined || type.kind !== undefined;
}

/** Charts, their indexes and lists of repositories have versions of Helm's own, and neither kind nor metadata. */
function isHelms(field: Field): boolean {
    const isVersioned = /^v\d$/.test(field.at("apiVersion").text ?? "");
    return isVersioned && field.at("kind").isAbsent && field.at("metadata").isAbsent;
}

function whatIsMissing(field: Field, { apiVersion, kind }: Type): string {
    if (typeof field.value !== "object" || Array.isArray(field.value)) {
        const found = Array.isArray(field.value) ? "a list" : JSON.stringify(field.value);
        return `is ${found} and no object; an object has apiVersion, kind and metadata`;
    }
    const missing = [apiVersion === undefined ? "apiVersion" : [], kind === undefined ? "kind" : []].flat();
    return `has no ${missing.join(" and no ")}, so nobody can tell what it is; give both`;
}
