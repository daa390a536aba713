import type { SynthFile } from "./layout";

export function countObjects(files: readonly SynthFile[]): number {
    return files.reduce((count, file) => count + file.manifests.length, 0);
}

/** Number of objects of each kind, and over how many folders, as text for a terminal. */
export function summary(files: readonly SynthFile[], out: string): string {
    const kinds = new Map<string, number>();
    const folders = new Set<string>();
    for (const { path, manifests } of files) {
        for (const { kind } of manifests) {
            kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        }
        folders.add(path.slice(0, path.indexOf("/")));
    }
    const sorted = [...kinds].sort(([left], [right]) => (left < right ? -1 : 1));
    const width = Math.max(0, ...sorted.map(([kind]) => kind.length));
    const lines = sorted.map(([kind, count]) => `  ${kind.padEnd(width)}  ${count}`);
    return [`${countObjects(files)} objects in ${folders.size} folders, written to ${out}`, ...lines].join(
        "\n",
    );
}
