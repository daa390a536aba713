import * as pulumi from "@pulumi/pulumi";
import { readCatalog } from "./catalogFiles";
import { parseGraph, type ServiceGraph } from "./components/graph";
import { formatProblems, type Problem, type Result } from "./components/problems";
import { parseSettings, type Settings } from "./settings";
import { targetOf } from "./target";

/** What the program works from: the stack file and the catalogue, both checked whole. */
export interface Program {
    readonly settings: Settings;
    readonly graph: ServiceGraph;
}

/**
 * Reads the stack's config and the catalogue. Warnings are logged; errors are all reported at once, before any
 * resource exists.
 *
 * @throws pulumi.RunError with every problem, numbered, each with its path and the change to make
 */
export function loadProgram(): Program {
    const settings = unwrap(parseSettings(stackConfig(), { today: new Date().toISOString().slice(0, 10) }));
    const catalog = readCatalog(settings.catalog);
    if (catalog.problems.length > 0) {
        throw refusal(catalog.problems);
    }
    const graph = unwrap(parseGraph(catalog.files, settings.rollout, {
        clusterDomain: targetOf(settings).clusterDomain,
        scope: settings.scope,
    }));
    return { settings, graph };
}

/** This project's keys of the stack file, without their prefix; structured values arrive as JSON text. */
function stackConfig(): Record<string, unknown> {
    const prefix = `${pulumi.getProject()}:`;
    const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), structured(text)]));
}

function structured(text: string): unknown {
    if (!/^[[{]/.test(text)) {
        return text;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function unwrap<T>(result: Result<T>): T {
    if (!result.ok) {
        throw refusal(result.problems);
    }
    for (const warning of result.warnings) {
        void pulumi.log.warn(`${warning.path}: ${warning.message}`);
    }
    return result.value;
}

function refusal(problems: readonly Problem[]): pulumi.RunError {
    const stack = pulumi.getStack();
    return new pulumi.RunError(
        formatProblems(`nothing was changed: stack "${stack}" has ${problems.length} problem(s)`, problems),
    );
}
