import { createHash } from "node:crypto";

/** Everything that decides what comes out of a build; nothing else may. */
export interface Ingredients {
    /** Name to content: go.mod, go.sum, main.go. */
    readonly files: Readonly<Record<string, string>>;
    /** As the toolchain that will really be used says, for example `go1.26.8`; empty for plain copies. */
    readonly goVersion: string;
    readonly os: string;
    readonly arch: string;
    /** Flags, packages, instruction-set level: in the order they are used. */
    readonly flags: readonly string[];
}

/** The name of a result in the cache: equal ingredients, equal key; the shape is unambiguous, so no two meet. */
export function cacheKey(ingredients: Ingredients): string {
    const { files, goVersion, os, arch, flags } = ingredients;
    const canonical = JSON.stringify([
        Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)),
        goVersion,
        os,
        arch,
        flags,
    ]);
    return createHash("sha256").update(canonical).digest("hex").slice(0, 24);
}
