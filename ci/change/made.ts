import { listsAsMaps, mapsAsLists } from "../../report/mapsAsLists";
import { isFacts, isNamed } from "../../report/read/isFacts";
import type { Side } from "../../report/side";
import { factsFormat } from "../../synth/factsFile";

/** Folder for what a change's own program makes of each of its stacks, as `<stack>.json`. */
export const madeFolder = "made";

/** JSON and not YAML: it is read where nobody trusts it, and has no aliases that could make much of little. */
export function madeText(side: Side): string {
    return `${JSON.stringify({ format: factsFormat, side }, mapsAsLists)}\n`;
}

/** The same where the program refuses the stack file, or breaks down over it. */
export function refusedText(why: string): string {
    return `${JSON.stringify({ format: factsFormat, refused: why })}\n`;
}

/** What `madeText` wrote, or why it cannot be read. Only the shape of its objects is known; the rest is as it was given. */
export function readMade(text: string): Side | { readonly problem: string } {
    let content: { readonly format?: unknown; readonly side?: Partial<Side>; readonly refused?: unknown };
    try {
        content = JSON.parse(text, listsAsMaps) as typeof content;
    } catch {
        return { problem: "it is no JSON" };
    }
    const { format, side, refused } = content ?? {};
    if (format !== factsFormat) {
        return {
            problem: `it is of format ${JSON.stringify(format)?.slice(0, 40)}, and the program of this branch reads ${factsFormat}`,
        };
    }
    if (typeof refused === "string") {
        return { problem: refused.slice(0, 200) };
    }
    const objects = side?.objects;
    return isFacts(side) && Array.isArray(objects) && objects.every(isNamed)
        ? (side as Side)
        : { problem: "it lists no objects" };
}
