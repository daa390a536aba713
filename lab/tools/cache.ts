import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Reporter } from "../reporter";
import { withBuildLock } from "./buildLock";
import { ToolProblem } from "./toolProblem";

/** One result in the cache: there whole, or not there. */
export interface CacheEntry {
    /** Says what it is: the start of the folder's name and of every line about it. */
    readonly name: string;
    readonly key: string;
    /** Paths inside the entry without which it is not an entry. */
    readonly contents: readonly string[];
    /** Fills an empty folder, which becomes the entry when this resolves. */
    readonly make: (folder: string) => Promise<void>;
}

/** `$MESHWRIGHT_CACHE`, else `meshwright` in the user's cache folder; shared between clones. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
    const own = environment["MESHWRIGHT_CACHE"];
    if (own) {
        if (!isAbsolute(own)) {
            throw new ToolProblem(
                `MESHWRIGHT_CACHE is "${own}": it must be an absolute path, because commands run in several folders`,
            );
        }
        return own;
    }
    const base = environment["XDG_CACHE_HOME"];
    // The XDG specification says that relative paths are invalid and to be ignored.
    return join(base && isAbsolute(base) ? base : join(homedir(), ".cache"), "meshwright");
}

/** Where this entry is, if it is there. */
export function cached(
    root: string,
    entry: Pick<CacheEntry, "name" | "key" | "contents">,
): string | undefined {
    const folder = join(root, `${entry.name}-${entry.key}`);
    const whole =
        existsSync(join(folder, marker)) && entry.contents.every((each) => existsSync(join(folder, each)));
    return whole ? folder : undefined;
}

/**
 * The folder of this entry, made if need be. Made beside its place and renamed into it, under a lock, so that
 * an interrupt leaves nothing and two builders at once build once. Resolves with whether it was made now.
 */
export async function ensureCached(
    root: string,
    entry: CacheEntry,
    reporter: Reporter,
    signal: AbortSignal,
): Promise<{ readonly folder: string; readonly made: boolean }> {
    const found = cached(root, entry);
    if (found !== undefined) {
        return { folder: found, made: false };
    }
    await mkdir(root, { recursive: true });
    const place = join(root, `${entry.name}-${entry.key}`);
    return withBuildLock({ path: place, what: entry.name }, reporter, signal, async () => {
        const meanwhile = cached(root, entry);
        if (meanwhile !== undefined) {
            return { folder: meanwhile, made: false };
        }
        await sweep(root, entry);
        await makeEntry(root, entry, place);
        return { folder: place, made: true };
    });
}

const marker = "complete";

async function makeEntry(root: string, entry: CacheEntry, place: string): Promise<void> {
    const folder = await mkdtemp(join(root, `${temporaryPrefix(entry)}${process.pid}-`));
    const net = () => rmSync(folder, removal);
    process.once("exit", net);
    try {
        await entry.make(folder);
        const missing = entry.contents.filter((each) => !existsSync(join(folder, each)));
        if (missing.length > 0) {
            throw new ToolProblem(
                `${entry.name}: the build succeeded but did not make ${missing.join(", ")}`,
            );
        }
        await writeFile(join(folder, marker), `${entry.key}\n`);
        // What stands there is damaged, or it would have been found.
        await rm(place, removal);
        await rename(folder, place);
    } finally {
        process.off("exit", net);
        await rm(folder, removal);
    }
}

const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

function temporaryPrefix(entry: CacheEntry): string {
    return `.making-${entry.name}-${entry.key}-`;
}

/** Removes what builders that were killed outright left behind; the lock is held, but its owner may still run. */
async function sweep(root: string, entry: CacheEntry): Promise<void> {
    const prefix = temporaryPrefix(entry);
    for (const name of readdirSync(root).filter((each) => each.startsWith(prefix))) {
        const owner = Number(name.slice(prefix.length).split("-")[0]);
        if (!isRunning(owner)) {
            await rm(join(root, name), removal);
        }
    }
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
