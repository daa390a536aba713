import type { Ends } from "../calls/relations";
import { quoted } from "./pictureLabels";

/** What an arrow of a picture begins or ends at. */
export interface PictureNode {
    /** No other node's, whatever either is called. */
    readonly key: string;
    readonly label: string;
    readonly kind: "workload" | "outside" | "several";
}

export interface Arrow {
    readonly caller: PictureNode;
    readonly to: PictureNode;
}

const shapes: Readonly<Record<PictureNode["kind"], (label: string) => string>> = {
    workload: (label) => `[${label}]`,
    outside: (label) => `([${label}])`,
    several: (label) => `>${label}]`,
};

export function arrowOf({ way, from, host = "", to }: Ends): Arrow {
    return {
        caller: way === "in" ? node("outside", `anyone, by ${host}`) : end(from),
        to: end(to),
    };
}

/** Stands for many of the neighbours of one node. */
export function severalAt({ key }: PictureNode, label: string): PictureNode {
    return { ...node("several", label), key: JSON.stringify([key, label]) };
}

export function keyOf({ caller, to }: Arrow): string {
    return `${caller.key} ${to.key}`;
}

/** A host outside has no namespace before its name. */
function end(name: string): PictureNode {
    return node(name.includes("/") ? "workload" : "outside", name);
}

function node(kind: PictureNode["kind"], label: string): PictureNode {
    return { key: JSON.stringify([kind, label]), label, kind };
}

/** The nodes of a picture, numbered as they come: names mean too much to mermaid to be identifiers. */
export class PictureNodes {
    readonly lines: string[] = [];
    private readonly ids = new Map<string, string>();

    idOf({ key, label, kind }: PictureNode): string {
        const known = this.ids.get(key);
        if (known !== undefined) {
            return known;
        }
        const id = `n${this.ids.size}`;
        this.ids.set(key, id);
        this.lines.push(`    ${id}${shapes[kind](quoted(label))}`);
        return id;
    }

    has({ key }: PictureNode): boolean {
        return this.ids.has(key);
    }
}
