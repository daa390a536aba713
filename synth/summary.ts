import type { SynthFile } from "./layout";

/** Number of objects of each kind, and over how many folders, as text for a terminal. */
export function summary(files: readonly SynthFile[], out: string): string {
    const kinds = new Map<string, number>();
    const folders = new Set<string>();
    for (const { path, manifest } of files) {
        kinds.set(manifest.kind, (kinds.get(manifest.kind) ?? 0) + 1);
        folders.add(path.slice(0, path.indexOf("/")));
    }
    const sorted = [...kinds].sort(([left], [right]) => (left < right ? -1 : 1));
    const width = Math.max(0, ...sorted.map(([kind]) => kind.length));
    const lines = sorted.map(([kind, count]) => `  ${kind.padEnd(width)}  ${count}`);
    return [`${files.length} objects in ${folders.size} folders, written to ${out}`, ...lines].join("\n");
}
