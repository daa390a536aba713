import { join } from "node:path";
import type { Reporter } from "../reporter";
import { type BuildContext, ensureBuilt } from "./build";
import { cacheFolder } from "./cache";
import { certManagerChartData } from "./certManagerChart";
import { istioChartData } from "./charts";
import { ensureEnvoy } from "./envoy";
import { envoyBootstrapData } from "./envoyBootstrap";
import { usualGoPlaces } from "./goToolchain";
import { interruptible } from "./interruption";
import { type IstioRelease, newestRelease } from "./istioReleases";
import { ensureModuleData } from "./moduleData";
import { candidateOnPath } from "./onPath";
import { ensureProviderPlugin, type Plugin } from "./providerPlugin";
import { kwokStageData } from "./stages";
import { kubernetesProviderVersion, type ToolName, tools, units } from "./toolTable";

/** A program of the lab, ready to run. */
export interface Tool {
    readonly name: ToolName;
    readonly version: string;
    readonly path: string;
    /** `path`: the user's own; `fetched`: by Pulumi, which happens only to its plugin. */
    readonly origin: "path" | Plugin["origin"];
}

/** Where everything comes from; what is left out is the repository's own, or the user's. */
export interface ToolSources {
    readonly modules?: string;
    readonly cache?: string;
    readonly environment?: NodeJS.ProcessEnv;
    readonly goPlaces?: readonly string[];
    readonly patience?: BuildContext["patience"];
}

const modules = join(__dirname, "modules");
/** A program that does not say its version in 5 s is nothing to build a lab on; a slow network may take its time. */
const patience = { version: 5000, download: 15_000 };

/**
 * The tools of these names: the user's own where it will do, else from the cache, else built. Rejects with a
 * `ToolProblem` that says what to change, or with the reason of the signal; nothing half-made stays behind.
 */
export async function ensureTools(
    names: readonly ToolName[],
    reporter: Reporter,
    signal?: AbortSignal,
    sources: ToolSources = {},
): Promise<ReadonlyMap<ToolName, Tool>> {
    return interruptible(signal, async (stop) => {
        const context = contextOf(sources, reporter, stop);
        const found = await ownTools(names, context);
        for (const name of names) {
            if (!found.has(name) && name !== "pulumi-resource-kubernetes") {
                await addBuilt(name, names, found, context);
            }
        }
        if (names.includes("pulumi-resource-kubernetes")) {
            const plugin = await ensureProviderPlugin(found.get("pulumi")?.path, context);
            found.set("pulumi-resource-kubernetes", {
                name: "pulumi-resource-kubernetes",
                version: kubernetesProviderVersion,
                ...plugin,
            });
        }
        return found;
    });
}

/** Charts of a release of Istio, the newest unless said, in folders named as in the official repository. */
export async function istioCharts(
    reporter: Reporter,
    signal?: AbortSignal,
    sources: ToolSources & { readonly release?: IstioRelease } = {},
): Promise<string> {
    const { release = newestRelease } = sources;
    return interruptible(signal, (stop) =>
        ensureModuleData(istioChartData(release), contextOf(sources, reporter, stop)),
    );
}

/** kwok's stages, as `node/<flavour>/*.yaml` and `pod/<flavour>/*.yaml`. */
export async function kwokStages(
    reporter: Reporter,
    signal?: AbortSignal,
    sources: ToolSources = {},
): Promise<string> {
    return interruptible(signal, (stop) =>
        ensureModuleData(kwokStageData, contextOf(sources, reporter, stop)),
    );
}

/** cert-manager's chart, as far as a lab can install it. */
export async function certManagerChart(
    reporter: Reporter,
    signal?: AbortSignal,
    sources: ToolSources = {},
): Promise<string> {
    return interruptible(signal, (stop) =>
        ensureModuleData(certManagerChartData, contextOf(sources, reporter, stop)),
    );
}

/** Envoy and the template of its bootstrap, for the namespace lab. */
export async function envoyFiles(
    reporter: Reporter,
    signal?: AbortSignal,
    sources: ToolSources = {},
): Promise<{ readonly binary: string; readonly bootstrap: string }> {
    return interruptible(signal, async (stop) => {
        const context = contextOf(sources, reporter, stop);
        const data = await ensureModuleData(envoyBootstrapData, context);
        return { binary: await ensureEnvoy(context), bootstrap: join(data, "envoy_bootstrap.json") };
    });
}

function contextOf(sources: ToolSources, reporter: Reporter, signal: AbortSignal): BuildContext {
    const environment = sources.environment ?? process.env;
    return {
        modules: sources.modules ?? modules,
        cache: join(sources.cache ?? cacheFolder(environment), "tools"),
        environment,
        goPlaces: sources.goPlaces ?? usualGoPlaces,
        patience: sources.patience ?? patience,
        reporter,
        signal,
    };
}

/** What the user already has, named in the output; what will not do is named with its reason. */
async function ownTools(names: readonly ToolName[], context: BuildContext): Promise<Map<ToolName, Tool>> {
    const candidates = await Promise.all(names.map((name) => candidateOnPath(tools[name], context)));
    const found = new Map<ToolName, Tool>();
    for (const [index, name] of names.entries()) {
        const candidate = candidates[index];
        if (candidate?.kind === "unsuitable") {
            context.reporter.warn(`${name}: not using ${candidate.path}: ${candidate.reason}`);
        }
        if (candidate?.kind !== "suitable") {
            continue;
        }
        const { path, version, companion } = candidate;
        found.set(name, { name, version, path, origin: "path" });
        context.reporter.done(`${name} ${version}: your own, ${path}`);
        if (companion && names.includes(companion.name)) {
            found.set(companion.name, { ...companion, version, origin: "path" });
            context.reporter.done(`${companion.name}: your own, ${companion.path}`);
        }
    }
    return found;
}

async function addBuilt(
    name: ToolName,
    names: readonly ToolName[],
    found: Map<ToolName, Tool>,
    context: BuildContext,
): Promise<void> {
    const unit = units[tools[name].unit];
    const { paths, made } = await ensureBuilt(unit, context);
    for (const [each, path] of paths) {
        if (names.includes(each) && !found.has(each)) {
            found.set(each, { name: each, version: unit.version, path, origin: made ? "built" : "cache" });
        }
    }
}
