import { createHash } from "node:crypto";
import { mapsAsLists } from "../report/mapsAsLists";
import type { Facts } from "../report/side";
import type { OutputFile } from "./outputFolder";

/** Beside the marker, without an ending for the same reason: what a report needs and no object says. */
export const factsName = ".meshwright-facts";

/** A reader that knows another format refuses this one. */
export const factsFormat = 2;

export interface FactsFile {
    readonly format: number;
    /** In the order in which they were written, by which they are hashed. */
    readonly files: readonly string[];
    readonly facts: Facts;
}

export function factsText(facts: Facts, files: readonly OutputFile[]): string {
    const content: FactsFile = { format: factsFormat, files: files.map(({ path }) => path), facts };
    return `${JSON.stringify(content, mapsAsLists)}\n`;
}

/** Of all files with their names, in their order: what was edited or went since is not what synth wrote. */
export function sha256Of(files: readonly OutputFile[]): string {
    const hash = createHash("sha256");
    for (const { path, text } of files) {
        hash.update(`${path}\n${text}`);
    }
    return hash.digest("hex");
}
