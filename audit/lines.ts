import { StringDecoder } from "node:string_decoder";

/** Longest line that is read; the proxies write none near it, so what is longer is no line of theirs. */
const longest = 65_536;

/**
 * The lines of a stream, one at a time, so that a log of any size fits in memory. A line that is too long comes as
 * its beginning alone, which no reader takes for a whole one.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
    const decoder = new StringDecoder("utf8");
    let rest = "";
    for await (const chunk of chunks) {
        const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
        const pieces = text.split("\n");
        const last = pieces.pop() ?? "";
        for (const piece of pieces) {
            yield cut(rest + piece);
            rest = "";
        }
        rest = cut(rest + last);
    }
    rest += decoder.end();
    if (rest !== "") {
        yield rest;
    }
}

function cut(line: string): string {
    return line.length > longest ? line.slice(0, longest) : line;
}
