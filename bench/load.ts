import { dirname, join } from "node:path";
import { readCatalog } from "../catalogFiles";
import type { Target } from "../components/derive";
import { parseGraph, type ServiceGraph } from "../components/graph";
import { formatProblems } from "../components/problems";
import { parseSettings } from "../settings";
import { readStackFile } from "../stackFile";
import { targetOf } from "../target";

export interface Loaded {
    readonly graph: ServiceGraph;
    readonly target: Target;
}

/** The day the generated stacks are judged by; nothing in them is dated. */
export const benchDay = "2026-11-01";

/** The graph of a generated stack, which by construction has no problem. */
export function load(stackFile: string): Loaded {
    const stack = readStackFile(stackFile);
    const settings =
        "problems" in stack ? refuse(stack.problems) : parseSettings(stack.config, { today: benchDay });
    if (!settings.ok) {
        return refuse(settings.problems);
    }
    const target = targetOf(settings.value);
    const { files } = readCatalog(join(dirname(stackFile), settings.value.catalog));
    const graph = parseGraph(files, settings.value.rollout, { clusterDomain: target.clusterDomain });
    return graph.ok ? { graph: graph.value, target } : refuse(graph.problems);
}

function refuse(problems: Parameters<typeof formatProblems>[1]): never {
    throw new Error(formatProblems("internal error: the generated stack has problems", problems));
}
