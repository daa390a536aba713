/** Lines of a stack file as they are to be: whole, because a line that names only what is new takes away the rest. */
export function tagsLine(tags: ReadonlyMap<string, string>, moved: string, to: string): string {
    const all = new Map([...tags, [moved, to]]);
    return `meshwright:tags: { ${[...all].map(([tag, revision]) => `${tag}: ${revision}`).join(", ")} }`;
}

/** Every retired revision with one more, in the order in which they stand there. */
export function retiredLine(retired: ReadonlySet<string>, added: string): string {
    return `meshwright:retired: [${[...new Set([...retired, added])].join(", ")}]`;
}
