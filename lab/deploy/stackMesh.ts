import { join } from "node:path";
import { readCatalog } from "../../catalogFiles";
import { type Derived, derive } from "../../components/derive";
import { parseGraph, type ServiceGraph } from "../../components/graph";
import { formatProblems, type Problem, type Result } from "../../components/problems";
import { parseSettings, type Settings } from "../../settings";
import { readStackFile } from "../../stackFile";
import { targetOf } from "../../target";
import { ToolProblem } from "../tools";

/** What a stack file stands for, computed as the program computes it, without an engine. */
export interface StackMesh {
    readonly settings: Settings;
    readonly graph: ServiceGraph;
    readonly derived: Derived;
    readonly rootNamespace: string;
}

/**
 * @param today - ISO date by which dated stages and exceptions are judged
 * @throws ToolProblem with every problem of the stack file and the catalogue
 */
export function loadStackMesh(program: string, stackFile: string, today: string): StackMesh {
    const stack = readStackFile(stackFile);
    if ("problems" in stack) {
        throw refusal(stack.problems);
    }
    const settings = unwrap(parseSettings(stack.config, { today }));
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
