import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Owner } from "../ownFolder";

/**
 * Marks a folder as written by synth, and so as free to be replaced; tells what it holds, as JSON. Its name has no
 * ending, because `kubectl apply --recursive` and `istioctl analyze` read every *.json as a manifest.
 */
export const markerName = ".meshwright-synth";

export const ofSynth: Owner = { name: "synth", marker: markerName };

export interface OutputFile {
    readonly path: string;
    readonly text: string;
}

/**
 * Replaces the folder as a whole: everything is written beside it first, so whoever reads it sees the old contents
 * or the new, and files of objects that are gone go with them.
 */
export function replaceFolder(folder: string, files: readonly OutputFile[], marker: string): void {
    const target = resolve(folder);
    const next = `${target}.tmp`;
    const previous = `${target}.old`;
    rmSync(next, { recursive: true, force: true });
    mkdirSync(next, { recursive: true });
    try {
        const made = new Set<string>();
        for (const { path, text } of files) {
            const parent = dirname(path);
            if (!made.has(parent)) {
                mkdirSync(join(next, parent), { recursive: true });
                made.add(parent);
            }
            writeFileSync(join(next, path), text);
        }
        writeFileSync(join(next, markerName), marker);
        rmSync(previous, { recursive: true, force: true });
        if (existsSync(target)) {
            renameSync(target, previous);
        }
        renameSync(next, target);
    } catch (error) {
        rmSync(next, { recursive: true, force: true });
        throw error;
    }
    rmSync(previous, { recursive: true, force: true });
}
