import type { Workload } from "../graph/model";
import {
    type AuthorizationOperation,
    type AuthorizationPolicy,
    type AuthorizationRule,
    apiVersions,
} from "../istio/types";
import { annotations, labels } from "../labels";
import { grantsOf } from "./grants";
import type { Edge, GraphIndex, NamespacePart } from "./graphIndex";
import { datedMetadata, metadata } from "./metadata";
import { byCodeUnits } from "./order";
import type { Target } from "./target";

/** Name of the policy that closes a namespace, or the mesh. */
export const defaultDenyName = "default-deny";

/**
 * One ALLOW for each workload that somebody may call, with every caller by its exact identity.
 *
 * While a namespace is audited the ALLOW is a dry run, beside a pass: a dry-run policy denies and allows
 * nothing, and once anything enforced selects the workload (the mesh-wide default-deny, say) only enforced
 * ALLOWs count. So the pass keeps the traffic of every server workload flowing, called or not.
 */
export function allowPolicies(part: NamespacePart, index: GraphIndex, target: Target): AuthorizationPolicy[] {
    const stage = part.namespace.stage;
    if (stage !== "enforced" && stage !== "audit") {
        return [];
    }
    const policies: AuthorizationPolicy[] = [];
    for (const workload of part.workloads) {
        const rules = rulesOf(index.inbound.get(workload.id) ?? [], target.trustDomain);
        if (rules.length > 0) {
            policies.push(allow(part, workload, rules));
        }
        if (stage === "audit" && index.servedBy.has(workload.id)) {
            policies.push(auditPass(part, workload));
        }
    }
    return policies;
}

/**
 * Denies whatever no ALLOW of the namespace admits: an ALLOW without rules matches nothing, and as it selects
 * every workload, each of them now has an ALLOW that must match.
 */
export function closingPolicies(part: NamespacePart): AuthorizationPolicy[] {
    return part.namespace.stage === "enforced" ? [defaultDenyPolicy(part.namespace.name)] : [];
}

export function defaultDenyPolicy(namespace: string): AuthorizationPolicy {
    return {
        apiVersion: apiVersions.AuthorizationPolicy,
        kind: "AuthorizationPolicy",
        metadata: metadata(namespace, defaultDenyName),
        spec: {},
    };
}

function allow(
    part: NamespacePart,
    workload: Workload,
    rules: readonly AuthorizationRule[],
): AuthorizationPolicy {
    const dryRun = part.namespace.stage === "audit";
    return {
        apiVersion: apiVersions.AuthorizationPolicy,
        kind: "AuthorizationPolicy",
        metadata: dryRun
            ? datedMetadata(part.namespace, workload.name, {
                  annotations: { [annotations.dryRun]: "true" },
              })
            : metadata(workload.namespace, workload.name),
        spec: { selector: { matchLabels: workload.selector }, action: "ALLOW", rules },
    };
}

function auditPass(part: NamespacePart, workload: Workload): AuthorizationPolicy {
    return {
        apiVersion: apiVersions.AuthorizationPolicy,
        kind: "AuthorizationPolicy",
        metadata: datedMetadata(part.namespace, `${workload.name}-audit-pass`, {
            labels: { [labels.auditPass]: "true" },
        }),
        spec: { selector: { matchLabels: workload.selector }, action: "ALLOW", rules: [{}] },
    };
}

interface SharedRule {
    readonly principals: string[];
    readonly operations: readonly AuthorizationOperation[];
}

/**
 * One rule for all callers with the same access, so that a caller stands in at most two: one for what it does
 * over plain TCP and one for HTTP. They must be apart, because of a rule with anything of HTTP in it istiod
 * leaves out the whole for a TCP port, its other operations included.
 */
function rulesOf(inbound: readonly Edge[], trustDomain: string): AuthorizationRule[] {
    const byCaller = new Map<string, { edges: Edge[]; asked: string }>();
    for (const edge of inbound) {
        const { namespace, serviceAccount } = edge.caller;
        const principal = `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
        const asked = `${edge.call.to} ${edge.call.operations.join(",")}`;
        const known = byCaller.get(principal);
        if (known === undefined) {
            byCaller.set(principal, { edges: [edge], asked });
        } else {
            known.edges.push(edge);
            known.asked += `\n${asked}`;
        }
    }
    // Callers that ask for the same things by name are computed once; different names may mean the same access.
    const byAsked = new Map<string, readonly SharedRule[]>();
    const byAccess = new Map<string, SharedRule>();
    for (const [principal, { edges, asked }] of byCaller) {
        let shared = byAsked.get(asked);
        if (shared === undefined) {
            const { tcp, http } = grantsOf(edges);
            shared = [tcp, http].filter(isNotEmpty).map((operations) => {
                const access = JSON.stringify(operations);
                const rule = byAccess.get(access) ?? { principals: [], operations };
                byAccess.set(access, rule);
                return rule;
            });
            byAsked.set(asked, shared);
        }
        for (const rule of shared) {
            rule.principals.push(principal);
        }
    }
    const rules = [...byAccess].map(([access, { principals, operations }]) => ({
        // A caller stands in one rule of each form, and TCP sorts first: its operations have ports alone.
        key: `${principals.sort(byCodeUnits)[0]} ${operations[0]?.methods === undefined ? 0 : 1} ${access}`,
        rule: {
            from: [{ source: { principals } }],
            to: operations.map((operation) => ({ operation })),
        },
    }));
    return rules.sort((left, right) => byCodeUnits(left.key, right.key)).map(({ rule }) => rule);
}

function isNotEmpty(list: readonly unknown[]): boolean {
    return list.length > 0;
}
