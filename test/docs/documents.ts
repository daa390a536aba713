import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(__dirname, "../..");

/** Whatever this project has to say in Markdown, by path from the root; the changelog tells of the past. */
export const documents: readonly string[] = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    { cwd: root, encoding: "utf8" },
)
    .split("\n")
    .filter((file) => file !== "" && file !== "CHANGELOG.md")
    .sort();

/** A fenced block of a document. */
export interface Block {
    readonly document: string;
    /** Of its fence, from 1. */
    readonly line: number;
    readonly language: string;
    /** What follows the language: where it runs, if not in a checkout with nothing else. Nobody sees it on the page. */
    readonly mark: string;
    readonly text: string;
}

export function textOf(document: string): string {
    return readFileSync(join(root, document), "utf8");
}

export const blocks: readonly Block[] = documents.flatMap(blocksOf);

/** Blocks of these languages, document by document: what a reader goes through from its beginning to its end. */
export function chapters(
    languages: readonly string[],
    mark = "",
): readonly (readonly [string, readonly Block[]])[] {
    const all = blocks.filter((each) => languages.includes(each.language) && each.mark === mark);
    return documents
        .map((document) => [document, all.filter((each) => each.document === document)] as const)
        .filter(([, found]) => found.length > 0);
}

/** How a test names a block. */
export function at({ document, line }: Block): string {
    return `${document}:${line}`;
}

function blocksOf(document: string): Block[] {
    const found: Block[] = [];
    let open: { readonly line: number; readonly indent: string; readonly info: string } | undefined;
    let lines: string[] = [];
    for (const [index, line] of textOf(document).split("\n").entries()) {
        const [, indent = "", info] = /^( *)```(.*)$/.exec(line) ?? [];
        if (info === undefined) {
            lines.push(line.slice(open?.indent.length ?? 0));
        } else if (open === undefined) {
            open = { line: index + 1, indent, info };
            lines = [];
        } else {
            const [language = "", ...mark] = open.info.split(" ");
            const text = `${lines.join("\n")}\n`;
            found.push({ document, line: open.line, language, mark: mark.join(" "), text });
            open = undefined;
        }
    }
    return found;
}
