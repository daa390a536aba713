import type { Problem, Result } from "../problems";
import { buildGraph } from "./build";
import { type CatalogFile, type Catalogue, readCatalogue } from "./catalogue";
import { type Edges, resolveEdges } from "./edges";
import type { ServiceGraph } from "./model";
import { Report } from "./report";
import type { Rollout } from "./rollout";
import { checkAgreement } from "./rules/agreement";
import { checkArithmetic } from "./rules/arithmetic";
import { checkCallTargets } from "./rules/callTargets";
import { checkDeployments } from "./rules/deployments";
import { checkDerivedNames, checkStoreHosts } from "./rules/derivedNames";
import { checkEndpoints } from "./rules/endpoints";
import { checkExperiments } from "./rules/experiments";
import { checkEgress, checkExternals } from "./rules/externals";
import { checkHeadlessPorts } from "./rules/headless";
import { checkIdentities } from "./rules/identities";
import { checkLoadBalancers } from "./rules/loadBalancer";
import { checkNames } from "./rules/names";
import { checkNamespaces } from "./rules/namespaces";
import { checkNestedRoutes } from "./rules/nestedRoutes";
import { checkObjectives } from "./rules/objectives";
import { checkObservability } from "./rules/observability";
import { checkOperations } from "./rules/operations";
import { checkPlatformRoutes } from "./rules/platformRoutes";
import { checkPorts } from "./rules/ports";
import { checkMeshLimits, checkRateLimits } from "./rules/rateLimits";
import { checkRollout } from "./rules/rollout";
import { checkRouteAccess } from "./rules/routeAccess";
import { checkRoutes } from "./rules/routes";
import { checkScope } from "./rules/scope";
import { checkSelectors } from "./rules/selectors";
import { checkShares } from "./rules/shares";
import { checkSpanTags } from "./rules/spanTags";
import { checkStages } from "./rules/stages";
import { checkSubsets } from "./rules/subsets";
import { checkTraffic } from "./rules/traffic";
import { checkVersionRoutes } from "./rules/versionRoutes";
import { checkServers } from "./rules/workloadOfService";
import { checkWorkloadVersions } from "./rules/workloadVersions";
import type { Scope } from "./scope";
import { separableNamespaces } from "./separable";

export interface GraphOptions {
    /** DNS suffix of the cluster, such as `cluster.local`. */
    readonly clusterDomain: string;
    /** Part of the catalogue this stack owns; everything when absent. */
    readonly scope?: Scope;
}

/** Rules that need one namespace at a time. */
const rules = [
    checkNamespaces,
    checkNames,
    checkDerivedNames,
    checkIdentities,
    checkSelectors,
    checkDeployments,
    checkServers,
    checkPorts,
    checkHeadlessPorts,
    checkOperations,
    checkTraffic,
    checkLoadBalancers,
    checkSubsets,
    checkVersionRoutes,
    checkCallTargets,
    checkExternals,
    checkRoutes,
    checkNestedRoutes,
    checkRateLimits,
    checkObjectives,
    checkSpanTags,
];

/**
 * The service graph of a catalogue in one stack, or everything that is wrong with it at once. The result does not
 * depend on the order of files, of keys or of list items.
 *
 * A stack that owns some namespaces is still judged with the whole catalogue, but an error in a namespace that
 * shares nothing with its own is a warning, and that namespace is left out of the graph.
 */
export function parseGraph(
    files: readonly CatalogFile[],
    rollout: Rollout,
    { clusterDomain, scope = { kind: "all" } }: GraphOptions,
): Result<ServiceGraph> {
    const whole = judge(files, rollout, scope, clusterDomain, true);
    const aside = separableNamespaces(whole.catalogue, scope, whole.report);
    if (aside.names.size === 0) {
        return conclude(whole, whole.report.problems, rollout, clusterDomain);
    }
    const rest = files.filter(({ file }) => !aside.files.has(file));
    const partial = judge(rest, rollout, scope, clusterDomain, false);
    // An error that is gone without the namespaces set aside was theirs; every other one stands.
    const problems = whole.report.problems.map((each) =>
        aside.has(each) ? { ...each, severity: "warning" as const } : each,
    );
    return conclude(partial, problems, rollout, clusterDomain);
}

/**
 * What is wrong with a catalogue by itself, for when the stack cannot be read: then nothing can be said about
 * stages and endpoints, but every other mistake is still told in the same run.
 */
export function checkCatalogue(files: readonly CatalogFile[]): readonly Problem[] {
    const report = new Report();
    const catalogue = readCatalogue(files, report, true);
    judgeAlone(catalogue, report);
    return report.problems;
}

interface Judgement {
    readonly catalogue: Catalogue;
    readonly edges: Edges;
    readonly report: Report;
}

function judge(
    files: readonly CatalogFile[],
    rollout: Rollout,
    scope: Scope,
    clusterDomain: string,
    complete: boolean,
): Judgement {
    const report = new Report();
    const catalogue = readCatalogue(files, report, complete);
    const edges = judgeAlone(catalogue, report);
    checkEndpoints(catalogue, rollout, report);
    checkStoreHosts(catalogue, rollout, report);
    checkEgress(catalogue, rollout, report);
    checkRollout(catalogue, rollout, report);
    checkShares(catalogue, rollout, report);
    checkWorkloadVersions(catalogue, rollout, report);
    checkExperiments(catalogue, edges, rollout, report);
    checkStages(catalogue, edges, rollout, report);
    checkPlatformRoutes(catalogue, rollout, report);
    checkMeshLimits(catalogue, rollout, report);
    checkRouteAccess(catalogue, rollout, clusterDomain, report);
    checkObservability(catalogue, rollout, report);
    checkScope(catalogue, scope, report);
    return { catalogue, edges, report };
}

function judgeAlone(catalogue: Catalogue, report: Report): Edges {
    for (const rule of rules) {
        rule(catalogue, report);
    }
    const edges = resolveEdges(catalogue, report);
    checkAgreement(catalogue, edges, report);
    return edges;
}

function conclude(
    { catalogue, edges }: Judgement,
    problems: readonly Problem[],
    rollout: Rollout,
    clusterDomain: string,
): Result<ServiceGraph> {
    if (problems.some(({ severity }) => severity === "error")) {
        return { ok: false, problems };
    }
    const graph = buildGraph(catalogue, edges, rollout, clusterDomain);
    const all = [...problems, ...checkArithmetic(graph, catalogue, edges)];
    return all.some(({ severity }) => severity === "error")
        ? { ok: false, problems: all }
        : { ok: true, value: graph, warnings: all };
}
