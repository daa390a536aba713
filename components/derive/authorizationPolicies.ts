import type { Workload } from "../graph/model";
import {
    type AuthorizationOperation,
    type AuthorizationPolicy,
    type AuthorizationRule,
    apiVersions,
} from "../istio/types";
import { annotations, labels } from "../labels";
import type { ArrangedGraph, Edge, NamespacePart } from "./arrangedGraph";
import { grantsOf } from "./grants";
import { datedMetadata, metadata } from "./metadata";
import { byCodeUnits, sortedTexts } from "./order";
import { gatewayCallRulesOf, routeRulesOf } from "./routeRules";

/** Name of the policy that closes a namespace, or the mesh. */
export const defaultDenyName = "default-deny";

/**
 * One ALLOW for each workload that somebody may call, with every caller and gateway by its exact identity.
 *
 * While a namespace is audited the ALLOW is a dry run: it denies and allows nothing, but what it would have come to
 * stands in the access log.
 */
export function allowPolicies(part: NamespacePart, arranged: ArrangedGraph): AuthorizationPolicy[] {
    const stage = part.namespace.stage;
    if (stage !== "enforced" && stage !== "audit") {
        return [];
    }
    const policies: AuthorizationPolicy[] = [];
    for (const workload of part.workloads) {
        const rules = [
            ...rulesOf(arranged.inbound.get(workload.id) ?? []),
            ...routeRulesOf(workload.id, arranged),
            ...gatewayCallRulesOf(arranged.gatewayCalls.into.get(workload.id) ?? []),
        ];
        if (rules.length > 0) {
            policies.push(allow(part, workload, rules));
        }
    }
    return policies;
}

/**
 * While a namespace is audited, one enforced ALLOW for each server workload that lets everything pass: once
 * anything enforced selects the workload (the mesh-wide default-deny, say) only enforced ALLOWs count, and a dry run
 * is none. It has a phase of its own before the ALLOWs: on the way back from enforced it must stand before the first
 * ALLOW becomes a dry run, and on the way there it goes last, because deletions come after every update.
 *
 * An observed namespace has them too: when it is the first to fall back, or to join, the mesh-wide deny goes, but
 * last, because deletions come after every update, and until then nothing else would let its traffic through.
 */
export function passPolicies(part: NamespacePart, arranged: ArrangedGraph): AuthorizationPolicy[] {
    const { stage } = part.namespace;
    return stage === "audit" || stage === "observed"
        ? part.workloads.filter(({ id }) => arranged.servedBy.has(id)).map((workload) => pass(part, workload))
        : [];
}

/**
 * Denies whatever no ALLOW of the namespace admits: an ALLOW without rules matches nothing, and as it selects
 * every workload, each of them now has an ALLOW that must match. While the namespace is audited this too is a dry
 * run, or what is called without being declared would leave no trace at a workload that has no ALLOW.
 */
export function closingPolicies(part: NamespacePart): AuthorizationPolicy[] {
    const { stage, name } = part.namespace;
    if (stage !== "enforced" && stage !== "audit") {
        return [];
    }
    const closing = defaultDenyPolicy(name);
    return [
        stage === "audit" ? { ...closing, metadata: dryRunMetadata(part, closing.metadata.name) } : closing,
    ];
}

function dryRunMetadata(part: NamespacePart, name: string) {
    return datedMetadata(part.namespace, name, { annotations: { [annotations.dryRun]: "true" } });
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
        metadata: dryRun ? dryRunMetadata(part, workload.name) : metadata(workload.namespace, workload.name),
        spec: { selector: { matchLabels: workload.selector }, action: "ALLOW", rules },
    };
}

function pass(part: NamespacePart, workload: Workload): AuthorizationPolicy {
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
function rulesOf(inbound: readonly Edge[]): AuthorizationRule[] {
    // Callers that ask for the same things by name are computed once; different names may mean the same access.
    const byAsked = new Map<string, readonly SharedRule[]>();
    const byAccess = new Map<string, SharedRule>();
    for (let at = 0; at < inbound.length; ) {
        const edges = edgesOfCaller(inbound, at);
        at += edges.length;
        let asked = "";
        for (const { call } of edges) {
            asked += `${call.to} ${call.operations.join()}\n`;
        }
        let shared = byAsked.get(asked);
        if (shared === undefined) {
            shared = sharedRules(edges, byAccess);
            byAsked.set(asked, shared);
        }
        for (const rule of shared) {
            rule.principals.push(edges[0].caller.principal);
        }
    }
    const rules = [...byAccess].map(([access, { principals, operations }]) => {
        const sorted = sortedTexts(principals);
        return {
            // A caller stands in one rule of each form, and TCP sorts first: its operations have ports alone.
            key: `${sorted[0]} ${operations[0]?.methods === undefined ? 0 : 1} ${access}`,
            rule: {
                from: [{ source: { principals: sorted } }],
                to: operations.map((operation) => ({ operation })),
            },
        };
    });
    return rules.sort((left, right) => byCodeUnits(left.key, right.key)).map(({ rule }) => rule);
}

/** The edges from `at` on that have the same caller; edges are sorted by caller. */
function edgesOfCaller(inbound: readonly Edge[], at: number): [Edge, ...Edge[]] {
    const first = inbound[at];
    if (first === undefined) {
        throw new Error("internal error: there is no edge left");
    }
    const edges: [Edge, ...Edge[]] = [first];
    for (let next = at + 1; inbound[next]?.caller === first.caller; next++) {
        edges.push(inbound[next] ?? first);
    }
    return edges;
}

function sharedRules(edges: readonly Edge[], byAccess: Map<string, SharedRule>): readonly SharedRule[] {
    const { tcp, http } = grantsOf(edges);
    return [tcp, http].filter(isNotEmpty).map((operations) => {
        const access = JSON.stringify(operations);
        const rule = byAccess.get(access) ?? { principals: [], operations };
        byAccess.set(access, rule);
        return rule;
    });
}

function isNotEmpty(list: readonly unknown[]): boolean {
    return list.length > 0;
}
