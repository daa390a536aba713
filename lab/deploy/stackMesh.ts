import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readCatalog } from "../../catalogFiles";
import { type Derived, derive } from "../../components/derive";
import { parseGraph, type ServiceGraph } from "../../components/graph";
import { formatProblems, type Problem, type Result } from "../../components/problems";
import { parseSettings, type Settings } from "../../settings";
import { targetOf } from "../../target";
import { ToolProblem } from "../tools";

/** What a stack file stands for, computed as the program computes it, without an engine. */
export interface StackMesh {
    readonly settings: Settings;
    readonly graph: ServiceGraph;
    readonly derived: Derived;
    readonly rootNamespace: string;
}

/** @throws ToolProblem with every problem of the stack file and the catalogue */
export function loadStackMesh(program: string, stackFile: string): StackMesh {
    const document = parse(readFileSync(stackFile, "utf8")) as { config?: Record<string, unknown> };
    const prefix = "meshwright:";
    const config = Object.fromEntries(
        Object.entries(document.config ?? {})
            .filter(([key]) => key.startsWith(prefix))
            .map(([key, value]) => [key.slice(prefix.length), value]),
    );
    const settings = unwrap(parseSettings(config, { today: new Date().toISOString().slice(0, 10) }));
    const catalog = readCatalog(join(program, settings.catalog));
    if (catalog.problems.length > 0) {
        throw refusal(catalog.problems);
    }
    const target = targetOf(settings);
    const { clusterDomain, rootNamespace } = target;
    const graph = unwrap(
        parseGraph(catalog.files, settings.rollout, { clusterDomain, scope: settings.scope }),
    );
    return { settings, graph, derived: derive(graph, target), rootNamespace };
}

function unwrap<T>(result: Result<T>): T {
    if (!result.ok) {
        throw refusal(result.problems);
    }
    return result.value;
}

function refusal(problems: readonly Problem[]): ToolProblem {
    return new ToolProblem(formatProblems("the stack cannot be used:", problems));
}
