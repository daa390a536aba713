import type { Result } from "../problems";
import { buildGraph } from "./build";
import { type CatalogFile, readCatalogue } from "./catalogue";
import { resolveEdges } from "./edges";
import type { ServiceGraph } from "./model";
import { Report } from "./report";
import type { Rollout } from "./rollout";
import { checkAgreement } from "./rules/agreement";
import { checkCallTargets } from "./rules/callTargets";
import { checkDeployments } from "./rules/deployments";
import { checkEndpoints } from "./rules/endpoints";
import { checkIdentities } from "./rules/identities";
import { checkNames } from "./rules/names";
import { checkNamespaces } from "./rules/namespaces";
import { checkOperations } from "./rules/operations";
import { checkPorts } from "./rules/ports";
import { checkRollout } from "./rules/rollout";
import { checkScope } from "./rules/scope";
import { checkSelectors } from "./rules/selectors";
import { checkStages } from "./rules/stages";
import { checkSubsets } from "./rules/subsets";
import { checkTraffic } from "./rules/traffic";
import { checkServers } from "./rules/workloadOfService";
import type { Scope } from "./scope";

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
    checkIdentities,
    checkSelectors,
    checkDeployments,
    checkServers,
    checkPorts,
    checkOperations,
    checkTraffic,
    checkSubsets,
    checkCallTargets,
];

/**
 * The service graph of a catalogue in one stack, or everything that is wrong with it at once. The result does not
 * depend on the order of files, of keys or of list items.
 */
export function parseGraph(
    files: readonly CatalogFile[],
    rollout: Rollout,
    { clusterDomain, scope = { kind: "all" } }: GraphOptions,
): Result<ServiceGraph> {
    const report = new Report();
    const catalogue = readCatalogue(files, report);
    for (const rule of rules) {
        rule(catalogue, report);
    }
    const edges = resolveEdges(catalogue, report);
    checkAgreement(catalogue, edges, report);
    checkEndpoints(catalogue, rollout, report);
    checkRollout(catalogue, rollout, report);
    checkStages(catalogue, edges, rollout, report);
    checkScope(catalogue, scope, report);
    const { problems } = report;
    if (problems.some(({ severity }) => severity === "error")) {
        return { ok: false, problems };
    }
    return { ok: true, value: buildGraph(catalogue, edges, rollout, clusterDomain), warnings: problems };
}
