import { load } from "js-yaml";
import type { ChangedLeaf } from "./changedLeaf";
import { isSame } from "./isSame";
import { type PairedElement, pairedElements } from "./pairedElements";

export type { ChangedLeaf } from "./changedLeaf";
export { leafInWords, leavesInWords } from "./leafWords";

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
    "ingress",
    "egress",
    "from",
    "to",
    "except",
    "tolerations",
    "ports",
    "values",
    "matchExpressions",
]);

/** Lists of named elements of which each waits for the one before. */
const sequences = new Set(["initContainers"]);

/** What differs inside two values, in the order of the later one, what is gone last; nothing where only the order of fields does. */
export function changedLeaves(before: unknown, after: unknown): readonly ChangedLeaf[] {
    const changed = differing(before, after, "", "");
    return [
        ...changed.filter((each) => each.after !== undefined || each.isReordered),
        ...changed.filter((each) => each.after === undefined && !each.isReordered),
    ];
}

type Fields = Readonly<Record<string, unknown>>;

function differing(was: unknown, is: unknown, path: string, field: string): readonly ChangedLeaf[] {
    if (isSame(was, is)) {
        return [];
    }
    const [before, after] = [opened(was), opened(is)];
    if (before === undefined || after === undefined) {
        return before === undefined ? whole(after, path, "after") : whole(before, path, "before");
    }
    if (Array.isArray(before) && Array.isArray(after)) {
        return differingLists(before, after, path, field);
    }
    if (isFields(before) && isFields(after)) {
        const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
        return [...keys].flatMap((key) =>
            differing(before[key], after[key], path === "" ? key : `${path}.${key}`, key),
        );
    }
    // What was empty is told of by what it is now.
    return isEmpty(before)
        ? whole(after, path, "after")
        : isEmpty(after)
          ? whole(before, path, "before")
          : [{ path, ...inWords(before, after) }];
}

function isEmpty(value: unknown): boolean {
    return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function differingLists(
    before: readonly unknown[],
    after: readonly unknown[],
    path: string,
    field: string,
): readonly ChangedLeaf[] {
    const isSet = sets.has(field);
    if ([...before, ...after].every(isScalar)) {
        const [left, right] = [before, after].map((each) => each.map((one) => JSON.stringify(one)));
        const isAlike = isSet && isSame([...new Set(left)].sort(), [...new Set(right)].sort());
        const elements = { before: before.map(String), after: after.map(String) };
        return isAlike || isSame(before, after) ? [] : [{ path, ...inWords(before, after), elements }];
    }
    const { pairs, isReordered } = pairedElements(before, after);
    const isOrdered = sequences.has(field) || (!isSet && pairs.some(({ isNamed }) => !isNamed));
    return [
        ...pairs.flatMap((pair) => differingElement(pair, `${path}[${pair.name}]`)),
        ...(isReordered && isOrdered ? [{ path, isReordered } as const] : []),
    ];
}

/** One without a name that came or went is known only by what it says. */
function differingElement(pair: PairedElement, path: string): readonly ChangedLeaf[] {
    const leaves = differing(pair.before, pair.after, path, "");
    const [first, ...others] = leaves;
    const isWhole = !pair.isNamed && "before" in pair !== "after" in pair;
    if (!isWhole || first?.path !== path || others.length > 0) {
        return leaves;
    }
    const side = "after" in pair ? "after" : "before";
    return [
        {
            path,
            [side]: scalarsIn(pair[side], path)
                .map(({ text }) => text)
                .join(", "),
        },
    ];
}

/** Something that the other side lacks: field by field, or of many how many there are. */
function whole(value: unknown, path: string, side: "before" | "after"): readonly ChangedLeaf[] {
    const leaves = scalarsIn(value, path);
    return leaves.length < 3
        ? leaves.map((each) => ({ path: each.path, [side]: each.text }))
        : [{ path, [side]: `${leaves.length} fields` }];
}

/** Every scalar by its path, and every list of scalars as one. */
function scalarsIn(
    value: unknown,
    path: string,
): readonly { readonly path: string; readonly text: string }[] {
    const inside = opened(value);
    if (inside === undefined) {
        return [];
    }
    if (Array.isArray(inside) && !inside.every(isScalar)) {
        const { pairs } = pairedElements([], inside);
        return pairs.flatMap(({ name, after }) => scalarsIn(after, `${path}[${name}]`));
    }
    if (isFields(inside) && Object.keys(inside).length > 0) {
        return Object.entries(inside).flatMap(([key, each]) =>
            scalarsIn(each, path === "" ? key : `${path}.${key}`),
        );
    }
    return [{ path, text: textOf(inside) }];
}

/** Compared as data, shown as words; as data as well where their words are the same. */
function inWords(before: unknown, after: unknown): { readonly before: string; readonly after: string } {
    const [was, is] = [textOf(before), textOf(after)];
    return was === is
        ? { before: JSON.stringify(before), after: JSON.stringify(after) }
        : { before: was, after: is };
}

function textOf(value: unknown): string {
    return Array.isArray(value) && value.length > 0 && value.every(isScalar)
        ? value.map(String).join(", ")
        : typeof value === "object"
          ? JSON.stringify(value)
          : String(value);
}

function isScalar(value: unknown): boolean {
    return typeof value !== "object" || value === null;
}

function isFields(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text of several lines that holds a configuration is what it holds: what differs is a field of it, not the text. */
function opened(value: unknown): unknown {
    if (value instanceof Date) {
        return value.toISOString();
    }
    const inside = typeof value === "string" && value.includes("\n") ? documentIn(value) : undefined;
    return inside ?? value ?? undefined;
}

function documentIn(text: string): object | undefined {
    try {
        const document: unknown = load(text);
        return typeof document === "object" && document !== null ? document : undefined;
    } catch {
        return undefined;
    }
}
