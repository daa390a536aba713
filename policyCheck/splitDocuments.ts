/** One document of a YAML stream, and the line of its file (from 1) it begins at. */
export interface Chunk {
    readonly text: string;
    readonly line: number;
}

/**
 * The documents of a stream, unread. A marker stands alone at the start of a line even inside block scalars, so no
 * parser is needed to find them, and one that is broken does not take the others with it.
 */
export function splitDocuments(text: string): readonly Chunk[] {
    const chunks: Chunk[] = [];
    const marker = /^(?:---(?=[\s]|$)|\.\.\.(?=\s|$)).*$/gm;
    let start = 0;
    let line = 1;
    const push = (end: number) => {
        const chunk = text.slice(start, end);
        if (hasContent(chunk)) {
            chunks.push({ text: chunk, line });
        }
        line += countLines(chunk);
        start = end;
    };
    for (let found = marker.exec(text); found !== null; found = marker.exec(text)) {
        push(found.index);
        // What stands beside `---` belongs to the document; the marker itself is blanked, so that columns stay.
        if (found[0].startsWith("---") && hasContent(found[0].slice(3))) {
            text = `${text.slice(0, found.index)}   ${text.slice(found.index + 3)}`;
        } else {
            start = found.index + found[0].length;
        }
    }
    push(text.length);
    return chunks;
}

/** Comments and directives alone are no document. */
function hasContent(text: string): boolean {
    return /^[^\S\n]*[^\s#%]|^[^\S\n]+%/m.test(text);
}

function countLines(text: string): number {
    let lines = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
        lines++;
    }
    return lines;
}
