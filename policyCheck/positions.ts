import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Path } from "../policies/engine/field";
import type { Chunk } from "./splitDocuments";

/** Where the values of one document stand; it is parsed when the first is asked for. */
export class Positions {
    #document: Document.Parsed | undefined;
    readonly #lines = new LineCounter();

    constructor(readonly chunk: Chunk) {}

    /** The line of a value's key or list element; of the nearest thing around it where there is none. */
    lineOf(path: Path): number {
        this.#document ??= parseDocument(this.chunk.text, { lineCounter: this.#lines, logLevel: "silent" });
        let node: unknown = this.#document.contents;
        let offset = offsetOf(node) ?? firstContent(this.chunk.text);
        for (const key of path) {
            const next = child(resolved(node, this.#document), key);
            if (next === undefined) {
                break;
            }
            offset = next.offset ?? offset;
            node = next.node;
        }
        return this.chunk.line + this.#lines.linePos(offset).line - 1;
    }
}

function resolved(node: unknown, document: Document.Parsed): unknown {
    return isAlias(node) ? node.resolve(document) : node;
}

interface Child {
    readonly node: unknown;
    readonly offset: number | undefined;
}

function child(node: unknown, key: string | number): Child | undefined {
    if (isSeq(node)) {
        const item = node.items[Number(key)];
        return item === undefined ? undefined : { node: item, offset: offsetOf(item) };
    }
    if (isMap(node)) {
        const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key));
        return pair === undefined ? undefined : { node: pair.value, offset: offsetOf(pair.key) };
    }
    return undefined;
}

function offsetOf(node: unknown): number | undefined {
    return (node as Node | null | undefined)?.range?.[0];
}

function firstContent(text: string): number {
    return Math.max(0, text.search(/^[^\S\n]*[^\s#]/m));
}
