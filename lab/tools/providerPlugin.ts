import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type BuildContext, binariesIn, ensureBuilt, entryOf } from "./build";
import { cached, ensureCached } from "./cache";
import { FetchRefused, fetchPlugin, pluginBinary, pluginEntry, pluginFolder } from "./fetchPlugin";
import { ToolProblem } from "./toolProblem";
import { type ToolName, units } from "./toolTable";

export interface Plugin {
    readonly path: string;
    readonly origin: "path" | "cache" | "built" | "fetched";
}

const unit = units["kubernetes-provider"];
const tool: ToolName = "pulumi-resource-kubernetes";

/** Caches for which Pulumi could not fetch the plugin: a machine without network is not asked twice in one run. */
const refused = new Set<string>();

/**
 * The Kubernetes provider: the user's own if that very version is installed, else from the cache, else
 * fetched by Pulumi itself, else built.
 */
export async function ensureProviderPlugin(
    pulumi: string | undefined,
    context: BuildContext,
): Promise<Plugin> {
    const own = installedPlugin(context.environment);
    if (own !== undefined) {
        return { path: own, origin: "path" };
    }
    const found = await inCache(context);
    if (found !== undefined) {
        return { path: found, origin: "cache" };
    }
    const fetched =
        pulumi === undefined || refused.has(context.cache) ? undefined : await fetchOnce(pulumi, context);
    if (fetched !== undefined) {
        return { path: fetched, origin: "fetched" };
    }
    const { paths, made } = await ensureBuilt(unit, context);
    const path = paths.get(tool);
    if (path === undefined) {
        throw new ToolProblem(`${unit.name} does not build ${tool}`);
    }
    return { path, origin: made ? "built" : "cache" };
}

/** In the user's own Pulumi home, complete: the CLI marks a half-unpacked plugin with a `.partial` beside it. */
function installedPlugin(environment: NodeJS.ProcessEnv): string | undefined {
    const home = environment["PULUMI_HOME"] ?? join(environment["HOME"] ?? homedir(), ".pulumi");
    const folder = join(home, "plugins", pluginFolder);
    const binary = join(folder, pluginBinary);
    return existsSync(binary) && !existsSync(`${folder}.partial`) ? realpathSync(binary) : undefined;
}

async function inCache(context: BuildContext): Promise<string | undefined> {
    const fetched = cached(context.cache, pluginEntry);
    if (fetched !== undefined) {
        return join(fetched, pluginBinary);
    }
    try {
        const built = cached(context.cache, await entryOf(unit, context));
        return built && binariesIn(built, unit).get(tool);
    } catch (error) {
        // Without Go nothing built can be recognised, but Pulumi may still be able to fetch it.
        if (error instanceof ToolProblem) {
            return undefined;
        }
        throw error;
    }
}

async function fetchOnce(pulumi: string, context: BuildContext): Promise<string | undefined> {
    const { reporter, signal } = context;
    const make = (target: string) => fetchPlugin(pulumi, target, context);
    try {
        const { folder } = await ensureCached(context.cache, { ...pluginEntry, make }, reporter, signal);
        return join(folder, pluginBinary);
    } catch (error) {
        if (!(error instanceof FetchRefused)) {
            throw error;
        }
        refused.add(context.cache);
        reporter.done(
            `Pulumi cannot fetch its Kubernetes plugin here (${error.message}): it is built instead`,
        );
        return undefined;
    }
}
