import { load } from "js-yaml";
import { isSame } from "./isSame";

/** A value inside an object that is not the same on both sides; absent where there is none. */
export interface ChangedLeaf {
    readonly path: string;
    readonly before?: string;
    readonly after?: string;
}

/** Fields whose lists are sets: order and repetition mean nothing to whoever reads them. */
const sets = new Set([
    "exportTo",
    "hosts",
    "subjectAltNames",
    "cipherSuites",
    "audiences",
    "verbs",
    "resources",
    "apiGroups",
    "resourceNames",
    "dnsNames",
    "usages",
    "accessModes",
    "policyTypes",
]);

/** Fields by which an element of a list is told from the others. */
const identities = [
    "name",
    "alert",
    "record",
    "key",
    "containerPort",
    "mountPath",
    "number",
    "ip",
    "secretName",
    "configMap",
];

/** What differs inside two values, in the order of the later one; nothing where only the order of fields does. */
export function changedLeaves(before: unknown, after: unknown): readonly ChangedLeaf[] {
    if (isSame(before, after)) {
        return [];
    }
    const [left, right] = [leavesOf(before), leavesOf(after)];
    const paths = new Set([...right.keys(), ...left.keys()]);
    const changed = [...paths].flatMap((path): readonly ChangedLeaf[] => {
        const [was, is] = [left.get(path), right.get(path)];
        return was === is
            ? []
            : [
                  {
                      path,
                      ...(was === undefined ? {} : { before: was }),
                      ...(is === undefined ? {} : { after: is }),
                  },
              ];
    });
    const all = collapsed(collapsed(changed, left.keys(), "after"), right.keys(), "before");
    return all.map((leaf) => ({ ...leaf, path: leaf.path.replaceAll(step, "") }));
}

/** Stands before every step of a path while leaves are compared, since names may hold dots and brackets. */
const step = "\u0000";

/** More than this is not read in a sentence. */
const longest = 120;
const most = 6;

/** A leaf as words: `timeout 10s → 8s`, `timeout 8s (was not set)`. */
export function leafInWords({ path, before, after }: ChangedLeaf): string {
    if (before === undefined) {
        return `${path} ${short(after)} (was not set)`;
    }
    return after === undefined
        ? `${path} is no longer set (was ${short(before)})`
        : `${path} ${short(before)} → ${short(after)}`;
}

/** The first few, and how many there are besides. */
export function leavesInWords(leaves: readonly ChangedLeaf[]): string {
    const shown = leaves.length > most + 1 ? leaves.slice(0, most) : leaves;
    const others = leaves.length - shown.length;
    return [...shown.map(leafInWords), ...(others > 0 ? [`${others} more fields`] : [])].join("; ");
}

function short(text = ""): string {
    const line = text.replaceAll(/\s+/g, " ").trim();
    return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** Every scalar by its path, and every list of scalars as one. */
function leavesOf(value: unknown): Map<string, string> {
    const leaves = new Map<string, string>();
    collect(value, "", "", leaves);
    return leaves;
}

function collect(value: unknown, path: string, field: string, leaves: Map<string, string>): void {
    if (Array.isArray(value)) {
        collectList(value, path, field, leaves);
    } else if (typeof value === "object" && value !== null) {
        for (const [key, inner] of Object.entries(value)) {
            collect(inner, path === "" ? key : `${path}${step}.${key}`, key, leaves);
        }
    } else if (value !== undefined && value !== null) {
        const inside = typeof value === "string" && value.includes("\n") ? documentIn(value) : undefined;
        if (inside === undefined) {
            leaves.set(path, String(value));
        } else {
            collect(inside, path, field, leaves);
        }
    }
}

function collectList(
    values: readonly unknown[],
    path: string,
    field: string,
    leaves: Map<string, string>,
): void {
    if (values.every((each) => typeof each !== "object" || each === null)) {
        const texts = values.map(String);
        leaves.set(path, (sets.has(field) ? [...new Set(texts)].sort() : texts).join(", "));
        return;
    }
    const names = namesOf(values);
    for (const [index, element] of values.entries()) {
        collect(element, `${path}${step}[${names[index] ?? index}]`, field, leaves);
    }
}

/** What elements are called: by the first field that all have; a second one of a name by its number as well. */
function namesOf(elements: readonly unknown[]): readonly string[] {
    const fields = elements.map((each) => each as Readonly<Record<string, unknown>> | null);
    const identity = identities.find((field) =>
        fields.every((each) => ["string", "number"].includes(typeof each?.[field])),
    );
    const seen = new Map<string, number>();
    return fields.map((each, index) => {
        const name = identity === undefined ? String(index) : String(each?.[identity]);
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} ${count}`;
    });
}

/** A text of several lines that holds a configuration: what differs is a field of it, not the text. */
function documentIn(text: string): object | undefined {
    try {
        const document: unknown = load(text);
        return typeof document === "object" && document !== null ? document : undefined;
    } catch {
        return undefined;
    }
}

/** Many leaves below something that the other side lacks altogether are that one thing. */
function collapsed(
    changed: readonly ChangedLeaf[],
    paths: Iterable<string>,
    side: "before" | "after",
): readonly ChangedLeaf[] {
    const known = new Set([...paths].flatMap(ancestorsOf));
    const other = side === "before" ? "after" : "before";
    const roots = new Map<string, ChangedLeaf[]>();
    for (const leaf of changed) {
        const root =
            leaf[other] === undefined ? ancestorsOf(leaf.path).find((each) => !known.has(each)) : undefined;
        const key = root ?? leaf.path;
        roots.set(key, [...(roots.get(key) ?? []), leaf]);
    }
    return [...roots].flatMap(([path, leaves]) =>
        leaves.length < 3 ? leaves : [{ path, [side]: `${leaves.length} fields` }],
    );
}

/** Everything that a path leads through, and the path itself. */
function ancestorsOf(path: string): readonly string[] {
    const steps = path.split(step);
    return steps.map((_, index) => steps.slice(0, index + 1).join(step));
}
