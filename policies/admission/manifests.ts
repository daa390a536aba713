import { quoted } from "../engine/admission/cel";
import type { Claim } from "../engine/admission/claim";
import { component, isIstioComponent } from "../engine/admission/pods";
import { breakGlassNote } from "../engine/breakGlass";
import type { Context } from "../engine/context";
import type { Rule } from "../engine/rule";
import { generalConditions } from "./conditions";
import { exemptionCondition, exemptionNotes, exemptionsInForce } from "./exemptions";
import { type Resource, resourceOf } from "./resources";
import { claimsOf, type Twin, twinsOf } from "./twins";

/** How a twin is bound in an environment. */
export interface Binding {
    /** Of the environment; part of the binding's name. */
    readonly environment: string;
    readonly level: "mandatory" | "advisory";
    readonly context: Context;
}

export type Manifest = Readonly<Record<string, unknown>>;

const apiVersion = "admissionregistration.k8s.io/v1";
/** The second is what all of them, and nothing else, are found by. */
const labels = { "app.kubernetes.io/managed-by": "meshwright", "meshwright.io/policy-pack": "admission" };

/** A rule as it is configured. */
export interface Configured {
    readonly rule: Rule;
    readonly level: "mandatory" | "advisory";
    readonly context: Context;
}

/** Policies with their bindings, by the policy's name. */
export function manifestsFor(
    rules: readonly Configured[],
    environment: string,
): ReadonlyMap<string, readonly Manifest[]> {
    return new Map(
        rules.flatMap(({ rule, level, context }) =>
            twinsOf(rule).map((twin): [string, readonly Manifest[]] => [
                twin.name,
                [policyOf(twin, context), bindingOf(twin, { environment, level, context })],
            ]),
        ),
    );
}

/** The policy of a twin, with everything that settings say written out in it. */
export function policyOf(twin: Twin, context: Context): Manifest {
    const resources = twin.kinds.map(resourceOf);
    const claims = claimsOf(twin, context);
    const exemptions = exemptionsInForce(context);
    return {
        apiVersion,
        kind: "ValidatingAdmissionPolicy",
        metadata: {
            name: twin.name,
            labels,
            annotations: {
                "meshwright.io/rule": `${twin.rule.id}: ${twin.rule.displayName}`,
                "meshwright.io/judged-on": context.today,
                ...exemptionNotes(exemptions),
            },
        },
        spec: {
            failurePolicy: "Fail",
            matchConstraints: { resourceRules: resourceRules(resources) },
            matchConditions: [
                ...generalConditions(twin.kinds, claims),
                ...exemptions.map((each, index) =>
                    exemptionCondition(
                        each,
                        index,
                        resources.every(({ namespaced }) => namespaced),
                    ),
                ),
            ],
            ...(twin.pod === undefined ? {} : { variables: podVariables(twin.pod, claims, context) }),
            validations: claims.map((claim) => validation(twin.rule.id, claim)),
        },
    };
}

/** Where a policy is in force, and whether it refuses. */
export function bindingOf(twin: Twin, { environment, level, context }: Binding): Manifest {
    const { breakGlass } = context;
    const isOpen = breakGlass !== undefined;
    return {
        apiVersion,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: {
            name: `${twin.name}-${environment}`,
            labels,
            ...(isOpen ? { annotations: { "meshwright.io/break-glass": breakGlassNote(breakGlass) } } : {}),
        },
        spec: {
            policyName: twin.name,
            validationActions: [level === "mandatory" && !isOpen ? "Deny" : "Warn"],
            matchResources: {
                // What runs there is the cluster's own, and a cluster that cannot repair itself helps nobody.
                namespaceSelector: {
                    matchExpressions: [
                        { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
                    ],
                },
            },
        },
    };
}

/** Evaluated when they are asked for, and once. */
function podVariables(pod: string, claims: readonly Claim[], context: Context): readonly Manifest[] {
    return [
        { name: "pod", expression: pod },
        ...(claims.some(({ holds }) => holds.includes(component))
            ? [{ name: component.slice("variables.".length), expression: isIstioComponent(context) }]
            : []),
    ];
}

function resourceRules(resources: readonly Resource[]): readonly unknown[] {
    const rules = new Map<string, { group: string; versions: readonly string[]; plurals: string[] }>();
    for (const { group, versions, plural } of resources) {
        const key = `${group}/${versions.join()}`;
        const found = rules.get(key) ?? { group, versions, plurals: [] };
        found.plurals.push(plural);
        rules.set(key, found);
    }
    return [...rules.values()].map(({ group, versions, plurals }) => ({
        apiGroups: [group],
        apiVersions: versions,
        operations: ["CREATE", "UPDATE"],
        // Containers for debugging come by a way of their own.
        resources: plurals.flatMap((each) => (each === "pods" ? [each, "pods/ephemeralcontainers"] : [each])),
    }));
}

/** In the words of refusals: "field is value, what follows; the change to make". */
export function validation(id: string, { at, holds, message, fix, value }: Claim): Manifest {
    return {
        expression: holds,
        message: `${id} at ${at}, ${message}; ${fix}`,
        ...(value === undefined
            ? {}
            : {
                  messageExpression: `${quoted(`${id}: ${at} is "`)} + ${value} + ${quoted(`", ${message}; ${fix}`)}`,
              }),
        reason: "Invalid",
    };
}
