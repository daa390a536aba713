import type { Reporter } from "../reporter";
import { ensureTools, type IstioRelease, istioCharts, type Tool, type ToolName, toolNames } from "../tools";
import { releasesOf } from "./revisionOverrides";
import { readStackConfig } from "./stackFile";

/** What is had before a stack is deployed: programs, and Istio's charts by version. */
export interface StackTools {
    readonly tools: ReadonlyMap<ToolName, Tool>;
    readonly charts: ReadonlyMap<string, string>;
}

/** The tools of every `up`, and the istiod and the charts of each Istio that this stack declares. */
export function stackTools(
    stack: { readonly program: string; readonly stack: string; readonly reporter: Reporter },
    signal?: AbortSignal,
): Promise<StackTools> {
    const releases = releasesOf(readStackConfig(stack.program, stack.stack));
    return toolsOfReleases(releases, stack.reporter, signal);
}

/** The same for releases of Istio, whoever declares them. */
export async function toolsOfReleases(
    releases: readonly IstioRelease[],
    reporter: Reporter,
    signal?: AbortSignal,
): Promise<StackTools> {
    const names = new Set([...toolNames, ...releases.map(({ discovery }) => discovery)]);
    const tools = await ensureTools([...names], reporter, signal);
    const charts = new Map<string, string>();
    for (const release of releases) {
        charts.set(release.version, await istioCharts(reporter, signal, { release }));
    }
    return { tools, charts };
}
