import { mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { whyNot } from "./whyNot";

/** Whose a folder can be. */
export interface Owner {
    /** The command, as a sentence names it. */
    readonly name: string;
    /** File in the folder that says so; hidden, so that nothing that reads what is written takes it for a part of it. */
    readonly marker: string;
}

/** Why the folder must not be replaced, or nothing: somebody else's files are never touched. */
export function foreignContents(folder: string, { name, marker }: Owner): string | undefined {
    const advice = `name an empty folder or one that ${name} wrote`;
    let entries: readonly string[];
    try {
        entries = readdirSync(folder);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const what = code === "ENOTDIR" ? "is no folder" : `cannot be read: ${whyNot(error)}`;
        return code === "ENOENT" ? undefined : `"${folder}" ${what}; ${advice}`;
    }
    if (entries.length === 0 || entries.includes(marker)) {
        return undefined;
    }
    return `"${folder}" holds files that ${name} did not write (${entries.slice(0, 3).join(", ")}${
        entries.length > 3 ? ", …" : ""
    }); ${advice}`;
}

/** Empties a folder that was found to be ours, or makes it, and marks it before anything else is written there. */
export function emptyFolder(folder: string, { marker }: Owner): void {
    mkdirSync(folder, { recursive: true });
    for (const entry of readdirSync(folder).filter((each) => each !== marker)) {
        rmSync(join(folder, entry), { recursive: true });
    }
    writeFileSync(join(folder, marker), "");
}

/** Whether emptying one folder takes the other away, whichever links lead to them. */
export function holds(folder: string, other: string): boolean {
    const way = relative(real(folder), real(other));
    return way !== ".." && !way.startsWith(`..${sep}`);
}

/** Where a path leads, as far as it leads to anything. */
function real(path: string): string {
    const whole = resolve(path);
    try {
        return realpathSync(whole);
    } catch {
        return dirname(whole) === whole ? whole : join(real(dirname(whole)), basename(whole));
    }
}
