import { join } from "node:path";
import { type CatalogTexts, readCatalog } from "./catalogFiles";
import { type Derived, derive, inPhaseOrder, type Target } from "./components/derive";
import { checkCatalogue, fewServices, parseGraph, type ServiceGraph } from "./components/graph";
import { observabilityManifests } from "./components/observability";
import type { Problem, Result } from "./components/problems";
import { rollbackProblems, rolledBack } from "./components/revisions";
import { ownsPlatform } from "./scope";
import { parseSettings, type Settings } from "./settings";
import { badCatalogFolder } from "./settings/catalogFolder";
import { targetOf } from "./target";

/** What a stack file and a catalogue stand for, checked whole; the same for the program, synth and the lab. */
export interface Mesh {
    readonly settings: Settings;
    readonly target: Target;
    /** As a rollback leaves it, where one is in force. */
    readonly graph: ServiceGraph;
    readonly derived: Derived;
}

export interface MeshSource {
    /** This project's keys of the stack file, without their prefix. */
    readonly config: Readonly<Record<string, unknown>>;
    /** Folder that `meshwright:catalog` is relative to. */
    readonly folder: string;
    /** ISO date by which dated stages and exceptions are judged. */
    readonly today: string;
    /** What is known of texts of catalogue files already; what is read is added. */
    readonly texts?: CatalogTexts;
}

/** The mesh of a stack, or everything that is wrong with its stack file and catalogue, at once. */
export function readMesh({ config, folder, today, texts }: MeshSource): Result<Mesh> {
    const settings = parseSettings(config, { today });
    if (!settings.ok) {
        return refused([...settings.problems, ...catalogueProblems(config["catalog"], folder, texts)]);
    }
    const catalog = readCatalog(join(folder, settings.value.catalog), texts);
    if (catalog.problems.length > 0) {
        return refused(catalog.problems);
    }
    const target = targetOf(settings.value);
    const { rollout, rollback, scope } = settings.value;
    const graph = parseGraph(catalog.files, rollout, { clusterDomain: target.clusterDomain, scope });
    if (!graph.ok) {
        return refused([...settings.warnings, ...graph.problems]);
    }
    const warnings = [
        ...settings.warnings,
        ...graph.warnings,
        ...rollbackProblems(graph.value, rollback, scope),
        ...fewServices(graph.value),
    ];
    if (warnings.some(({ severity }) => severity === "error")) {
        return refused(warnings);
    }
    const effective = rolledBack(graph.value, rollback, scope);
    const derived = watched(derive(effective, target), effective, settings.value, target);
    return { ok: true, value: { settings: settings.value, target, graph: effective, derived }, warnings };
}

/** What is wrong with the catalogue of a stack that is refused itself; where the stack may not lead, nothing is read. */
function catalogueProblems(
    named: unknown = "catalog",
    folder: string,
    texts: CatalogTexts | undefined,
): readonly Problem[] {
    if (typeof named !== "string" || badCatalogFolder(named) !== undefined) {
        return [];
    }
    const { files, problems } = readCatalog(join(folder, named), texts);
    // What the readable files lack may stand in the unreadable ones, so those come alone.
    return problems.length > 0 ? problems : checkCatalogue(files);
}

/** With the programs of the observability stack, which are made of the settings, beside the policy they stand behind. */
function watched(
    derived: Derived,
    graph: ServiceGraph,
    { scope, revisions }: Settings,
    target: Target,
): Derived {
    const { observability } = graph.platform;
    if (observability === undefined || !ownsPlatform(scope)) {
        return { ...derived, observability: [] };
    }
    const { rootNamespace, clusterDomain } = target;
    const programs = observabilityManifests({
        observability,
        graph,
        rootNamespace,
        clusterDomain,
        revisions: new Map([...revisions].map(([name, { version }]) => [name, version])),
    });
    return { ...derived, observability: inPhaseOrder([...derived.observability, ...programs]) };
}

function refused(problems: readonly Problem[]): Result<never> {
    return { ok: false, problems };
}
