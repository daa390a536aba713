import { mkdir, rename, rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
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
}

const linked: readonly ToolName[] = ["pulumi", "pulumi-language-nodejs"];

/**
 * Lays out a Pulumi home in `dir`: the provider where the engine looks for it, the CLI and its language host
 * side by side in `bin`. Only links: the programs stay in the cache. Doing it again repairs it.
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
    for (const name of linked) {
        await link(pathOf(name, tools), join(bin, name));
    }
    await link(pathOf("pulumi-resource-kubernetes", tools), join(plugin, pluginBinary));
    // A run that was killed while the CLI unpacked leaves this, and the engine would fetch again.
    await rm(`${plugin}.partial`, { force: true });
    return { home: dir, path: bin };
}

function pathOf(name: ToolName, tools: ReadonlyMap<ToolName, Tool>): string {
    const tool = tools.get(name);
    if (tool === undefined) {
        throw new ToolProblem(`a Pulumi home needs ${name}, which was not asked of ensureTools`);
    }
    return tool.path;
}

/** Replaces what is there in one step, so that a running engine never finds nothing. */
async function link(target: string, place: string): Promise<void> {
    // The user's own Pulumi home may be the very one that is laid out: a link to itself would end it.
    if (resolve(target) === resolve(place)) {
        return;
    }
    const fresh = `${place}.${process.pid}.new`;
    await rm(fresh, { force: true });
    await symlink(target, fresh);
    await rename(fresh, place);
}
