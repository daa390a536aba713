/** The commands of a block, one after the other: lines that go on are joined, and what is said to the reader is left out. */
export function linesOf(text: string): readonly string[] {
    return text
        .replaceAll(/(?:\\|(?<=\|))\n\s*/g, " ")
        .split("\n")
        .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
        .filter((line) => line !== "");
}

/** What `npm run` is told to run; nothing where the line is more than that. */
export function scriptOf(line: string): { readonly script?: string; readonly args: readonly string[] } {
    const [, script, rest = ""] = /^npm run (?:-s )?([\w:]+)(?: --(?: ([^|;&$<>`]*))?)?$/.exec(line) ?? [];
    return script === undefined ? { args: [] } : { script, args: wordsOf(rest) };
}

export function wordsOf(text: string): readonly string[] {
    return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}

/**
 * Prompts of a terminal, and what may stand below each. A line `…` stands for lines that are not shown, `…` at the end
 * of a line for the rest of it.
 */
export function sessionsOf(text: string): readonly { readonly command: string; readonly shown: RegExp }[] {
    return text
        .split(/^\$ /m)
        .slice(1)
        .map((part) => {
            const [command = "", ...lines] = part.trimEnd().split("\n");
            const patterns = lines.map((line) =>
                line === "…" ? "(?:.*\n)*" : `${quoted(line).replace(/…$/, ".*")}\n`,
            );
            return { command, shown: new RegExp(`^${patterns.join("")}$`) };
        });
}

function quoted(line: string): string {
    return line.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
