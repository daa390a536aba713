import type { ChangedLeaf } from "./changedLeaf";
import { enumerated } from "./names";

/** More than this is not read in a sentence. */
const longest = 120;
const most = 6;
/** Of what two long texts have in common, as much is shown before their difference. */
const lead = 30;

/** A leaf as words: `timeout 10s → 8s`, `timeout 8s (was not set)`. */
export function leafInWords(leaf: ChangedLeaf): string {
    const { path, before, after, elements, isReordered } = leaf;
    if (isReordered) {
        return `${path} in another order`;
    }
    if (before === undefined) {
        return `${path} ${short(after)} (was not set)`;
    }
    if (after === undefined) {
        return `${path} is no longer set (was ${short(before)})`;
    }
    const isLong = [before, after].some((each) => squeezed(each).length > longest);
    const [was, is] = apart(before, after);
    return elements !== undefined && isLong
        ? elementsInWords(path, elements.before, elements.after)
        : `${path} ${was} → ${is}`;
}

/** The first few, and how many there are besides. */
export function leavesInWords(leaves: readonly ChangedLeaf[]): string {
    const shown = leaves.length > most + 1 ? leaves.slice(0, most) : leaves;
    const others = leaves.length - shown.length;
    return [...shown.map(leafInWords), ...(others > 0 ? [`${others} more fields`] : [])].join("; ");
}

/** Fields of which no value may be shown: `data.a and data.b change`. */
export function hiddenInWords(paths: readonly string[]): string {
    return `${enumerated([...paths].sort())} ${paths.length === 1 ? "changes" : "change"}`;
}

/** Of a list that is too long for a sentence, what it has and had not, and the other way round. */
function elementsInWords(path: string, before: readonly string[], after: readonly string[]): string {
    const [went, came] = [lacking(before, after), lacking(after, before)].map((each) => each.join(", "));
    if (went && came) {
        const [was, is] = apart(went, came);
        return `${path} …, ${was} → …, ${is}`;
    }
    return came
        ? `${path} has ${short(came)} as well`
        : went
          ? `${path} has ${short(went)} no longer`
          : `${path} in another order`;
}

/** Elements that the other list has not, or not as often. */
function lacking(elements: readonly string[], others: readonly string[]): readonly string[] {
    const left = new Map<string, number>();
    for (const each of others) {
        left.set(each, (left.get(each) ?? 0) + 1);
    }
    return elements.filter((each) => {
        const count = left.get(each) ?? 0;
        left.set(each, count - 1);
        return count <= 0;
    });
}

/** Two texts that are not the same, so that this is seen however long they are. */
function apart(before: string, after: string): readonly [string, string] {
    const squeezedBoth = [squeezed(before), squeezed(after)] as const;
    const [was, is] =
        squeezedBoth[0] === squeezedBoth[1] ? [JSON.stringify(before), JSON.stringify(after)] : squeezedBoth;
    const common = commonStart(was, is);
    const isEarly = common <= longest - lead || Math.max(was.length, is.length) <= longest;
    const start = isEarly ? 0 : common - lead;
    return [cut(was, start), cut(is, start)];
}

function commonStart(left: string, right: string): number {
    let at = 0;
    while (at < left.length && left[at] === right[at]) {
        at++;
    }
    return at;
}

function short(text = ""): string {
    return cut(squeezed(text), 0);
}

function squeezed(text: string): string {
    const line = text.replaceAll(/\s+/g, " ").trim();
    return line === "" ? '""' : line;
}

function cut(text: string, start: number): string {
    // No half of a character that takes two places.
    const piece = text.slice(start, start + longest).replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
    return `${start > 0 ? "…" : ""}${piece}${text.length > start + longest ? "…" : ""}`;
}
