import type { Clause } from "../../components/access";
import type { CallChange } from "../calls/callChanges";
import { onOneLine } from "./onOneLine";

/** Of a label; a path can be as long as anybody makes it. */
const longest = 120;

/** The first of the calls that change between two ends. */
export function labelOf(changes: readonly CallChange[]): string {
    const [first, ...others] = changes.flatMap(callsOf);
    return others.length === 0 ? (first ?? "") : `${first} …`;
}

/** Everything but a little is told by that little. */
function callsOf({ kind, calls, besides }: CallChange): readonly string[] {
    return besides === undefined
        ? calls.map(callInWords)
        : kind === "opened"
          ? ["anything"]
          : besides.map((each) => `only ${callInWords(each)}`);
}

function callInWords({ methods, pathsInWords }: Clause): string {
    return `${methods?.join(" ") ?? "any method"} ${pathsInWords}`;
}

/**
 * As mermaid takes any text: between quotes, and whatever could mean something to it by its number. A backtick begins
 * Markdown, `%%{` a directive, `$$` a formula, `fa:` an icon, wherever in a label they stand.
 */
export function quoted(text: string): string {
    const letters = [...onOneLine(text)];
    const shown = letters.length > longest ? [...letters.slice(0, longest), "…"] : letters;
    // mermaid takes no empty text either.
    return shown.length === 0
        ? '"#160;"'
        : `"${shown.map((each) => (harmless.test(each) ? each : `#${each.codePointAt(0)};`)).join("")}"`;
}

const harmless = /^[\p{L}\p{M}\p{N} /._-]$/u;
