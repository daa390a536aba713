import { constants, existsSync, realpathSync } from "node:fs";
import { copyFile, link, mkdir, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Reporter } from "../reporter";
import type { Tool } from "./ensureTools";
import { pluginBinary, pluginFolder } from "./fetchPlugin";
import { ToolProblem } from "./toolProblem";
import type { ToolName } from "./toolTable";

export interface PulumiHome {
    /** For `PULUMI_HOME`. */
    readonly home: string;
    /** Folder to put in front of PATH; the CLI finds its language host there. */
    readonly path: string;
    /** What else the CLI needs in its environment to use these programs and no others. */
    readonly environment: Readonly<Record<string, string>>;
}

/**
 * Lays out a Pulumi home in `dir`: the provider where the engine looks for it, the CLI and its language host
 * side by side in `bin`. Nothing is moved out of the cache. Doing it again repairs it.
 */
export async function pulumiHome(
    dir: string,
    tools: ReadonlyMap<ToolName, Tool>,
    reporter: Reporter,
): Promise<PulumiHome> {
    reporter.progress?.("laying out the Pulumi home");
    const bin = join(dir, "bin");
    // The engine lists only real folders below `plugins`, so the link is inside.
    const plugin = join(dir, "plugins", pluginFolder);
    await mkdir(bin, { recursive: true });
    await mkdir(plugin, { recursive: true });
    const cli = join(bin, "pulumi");
    const host = join(bin, languageHost);
    await place(toolNamed("pulumi", tools), cli);
    await place(toolNamed(languageHost, tools), host);
    await linkTo(toolNamed("pulumi-resource-kubernetes", tools).path, join(plugin, pluginBinary));
    // A run that was killed while the CLI unpacked leaves this, and the engine would fetch again.
    await rm(`${plugin}.partial`, { force: true });
    return {
        home: dir,
        path: bin,
        // A provider of another version on PATH would be preferred to the one laid out here. The language
        // host is then no longer looked for on PATH either, so it must stand beside the CLI.
        environment: hasBeside(cli, languageHost) ? { PULUMI_IGNORE_AMBIENT_PLUGINS: "true" } : {},
    };
}

const languageHost = "pulumi-language-nodejs";

function toolNamed(name: ToolName, tools: ReadonlyMap<ToolName, Tool>): Tool {
    const tool = tools.get(name);
    if (tool === undefined) {
        throw new ToolProblem(`a Pulumi home needs ${name}, which was not asked of ensureTools`);
    }
    return tool;
}

/**
 * The CLI looks for its companions beside its real file, so programs that were built apart are brought
 * together as hard links (or copies, across file systems); the user's own stay where theirs are.
 */
async function place(tool: Tool, target: string): Promise<void> {
    if (tool.origin === "path") {
        await linkTo(tool.path, target);
        return;
    }
    await replace(target, (fresh) =>
        link(tool.path, fresh).catch(() => copyFile(tool.path, fresh, constants.COPYFILE_FICLONE)),
    );
}

/** The user's own Pulumi home may be the very one that is laid out: a link to itself would end it. */
async function linkTo(source: string, target: string): Promise<void> {
    if (resolve(source) !== resolve(target)) {
        await replace(target, (fresh) => symlink(source, fresh));
    }
}

/** In one step, so that a running engine never finds nothing. */
async function replace(target: string, make: (fresh: string) => Promise<void>): Promise<void> {
    const fresh = `${target}.${process.pid}.new`;
    await rm(fresh, { force: true });
    await make(fresh);
    await rename(fresh, target);
    // Renaming one hard link of a file over another does nothing and leaves both.
    await rm(fresh, { force: true });
}

function hasBeside(program: string, companion: string): boolean {
    return existsSync(program) && existsSync(join(dirname(realpathSync(program)), companion));
}
