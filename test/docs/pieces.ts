import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";

type Plain = Readonly<Record<string, unknown>>;

/** One file that a block shows something of. */
export interface Piece {
    readonly file: string;
    readonly content: Plain;
}

/** Maps that a stack file gives whole: to leave a revision out of them is what takes it away. */
const whole = new Set(["meshwright:revisions", "meshwright:tags", "meshwright:observability"]);

/** By what an item of a list of the catalogue is the same one with other words. */
const identities = ["from", "service", "store", "external", "publicHost", "path"] as const;

/** `# Pulumi.dev.yaml` and `# catalog/orders.yaml` begin a file; a block without such a line is of another kind. */
export function piecesOf(text: string): readonly Piece[] {
    const parts = text.split(/^# ((?:Pulumi\.[^ \n]+|catalog\/[^ \n]+)\.yaml).*\n/m).slice(1);
    return parts.flatMap((file, index) =>
        index % 2 === 0 ? [{ file, content: parse(parts[index + 1] ?? "") as Plain }] : [],
    );
}

/** What a file says once somebody has written a piece into it. */
export function written(before: unknown, piece: unknown, key = ""): unknown {
    if (whole.has(key)) {
        return piece;
    }
    if (isMap(before) && isMap(piece)) {
        const merged = Object.entries(piece).map(([name, value]) => [
            name,
            written(before[name], value, name),
        ]);
        return { ...before, ...Object.fromEntries(merged) };
    }
    if (Array.isArray(before) && Array.isArray(piece) && piece.every(isMap)) {
        return [...before.filter((each) => !piece.some((item) => isSameItem(each, item))), ...piece];
    }
    return piece;
}

function isSameItem(left: unknown, right: Plain): boolean {
    return isMap(left) && identities.every((each) => isDeepStrictEqual(left[each], right[each]));
}

function isMap(value: unknown): value is Plain {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
