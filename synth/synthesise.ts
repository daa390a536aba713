import { dirname, join } from "node:path";
import { readCatalog } from "../catalogFiles";
import { derive } from "../components/derive";
import { parseGraph } from "../components/graph";
import type { Problem, Result } from "../components/problems";
import { ownsNamespace, ownsPlatform } from "../scope";
import { parseSettings } from "../settings";
import { readStackFile } from "../stackFile";
import { targetOf } from "../target";
import { type SynthFile, synthFiles } from "./layout";

/**
 * Every object this stack owns, from its stack file and the catalogue beside it, or everything that is wrong with
 * them. `today` is the ISO date by which dated settings are judged.
 */
export function synthesise(stackFile: string, today: string): Result<readonly SynthFile[]> {
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        return refused(stack.problems);
    }
    const settings = parseSettings(stack.config, { today });
    if (!settings.ok) {
        return settings;
    }
    const { scope, rollout, catalog } = settings.value;
    const target = targetOf(settings.value);
    const { files, problems } = readCatalog(join(dirname(stackFile), catalog));
    const graph = parseGraph(files, rollout, { clusterDomain: target.clusterDomain, scope });
    if (problems.length > 0 || !graph.ok) {
        // What the readable files lack may stand in the unreadable ones, so those are the only problems to tell.
        return refused(problems.length > 0 || graph.ok ? problems : graph.problems);
    }
    const derived = derive(graph.value, target);
    const namespaces = [...derived.namespaces.keys()].filter((name) => ownsNamespace(scope, name));
    return {
        ok: true,
        value: synthFiles(derived, namespaces, ownsPlatform(scope)),
        warnings: [...settings.warnings, ...graph.warnings],
    };
}

function refused(problems: readonly Problem[]): Result<never> {
    return { ok: false, problems };
}
