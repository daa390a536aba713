import { type Block, chapters } from "../../docs/documents";

/** Where the blocks for a running mesh are run: every one of them in exactly one place. */
export type Place = "dev" | "prod" | "examples";

export function labBlocks(place: Place, language = "sh"): readonly Block[] {
    const all = chapters([language], "lab").flatMap(([, blocks]) => blocks);
    // The same lines in two documents are one thing to try.
    const unlike = all.filter((each, index) => all.findIndex(({ text }) => text === each.text) === index);
    return unlike.filter((each) => placeOf(each) === place);
}

function placeOf({ document, text }: Block): Place {
    if (document.startsWith("examples/")) {
        return "examples";
    }
    return text.includes("--stack prod") ? "prod" : "dev";
}
