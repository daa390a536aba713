import type { Manifest } from "../../istio/types";
import { type Bounds, either, exactly, nothing } from "../bounds";
import { anyCall, isEmpty, noCall } from "../callSet";
import { fieldAt, itemsOf, textsByName } from "../fields";
import { nameOfObject, namespaceOf } from "../objectNames";
import { Places } from "../places";
import type { Truth } from "../truth";
import type { Endpoint, Pod } from "./endpoint";
import { matchesLabels } from "./labelSelector";
import { type Layer, open } from "./layer";
import {
    type Direction,
    type NamespaceLabels,
    type NetworkRule,
    namespaceName,
    networkRules,
} from "./networkRule";

/** Every NetworkPolicy, and what labels namespaces have. */
export interface NetworkPolicies {
    /** Those that select a pod in a direction, or may; worked out once for each pod. */
    readonly selecting: (direction: Direction, pod: Pod) => readonly Selecting[];
    readonly labelsOf: NamespaceLabels;
}

interface Selecting {
    readonly policy: PodPolicy;
    readonly rules: readonly NetworkRule[];
    readonly selected: Truth;
}

export function networkPoliciesOf(objects: Iterable<Manifest>): NetworkPolicies {
    const places = new Places<PodPolicy>();
    const labelsOf = new Map<string, Readonly<Record<string, string>>>();
    for (const object of objects) {
        if (object.kind === "NetworkPolicy" && object.apiVersion.startsWith("networking.k8s.io/")) {
            const labels = textsByName(fieldAt(object.spec, "podSelector", "matchLabels"));
            places.add(namespaceOf(object), labels, podPolicy(object));
        } else if (object.kind === "Namespace" && object.apiVersion === "v1") {
            const { name, labels } = object.metadata;
            labelsOf.set(name, { ...labels, [namespaceName]: name });
        }
    }
    const known = { Ingress: new WeakMap<Pod, Selecting[]>(), Egress: new WeakMap<Pod, Selecting[]>() };
    return {
        selecting: (direction, pod) => {
            const found = known[direction].get(pod) ?? policiesSelecting(places, direction, pod);
            known[direction].set(pod, found);
            return found;
        },
        labelsOf,
    };
}

/**
 * The TCP ports of `to` on which one side's policies let `from` connect. Policies add up; a pod that none of them
 * selects in a direction is open in it. Packets are judged after the Service's address has been translated, so ports
 * are the pod's own. Nothing here has been compared with a network plugin: it is the documentation, row by row.
 */
export function networkLayer(
    all: NetworkPolicies,
    direction: Direction,
    from: Endpoint,
    to: Endpoint,
): Layer {
    const own = direction === "Ingress" ? to : from;
    const other = direction === "Ingress" ? from : to;
    const selecting = "pod" in own ? all.selecting(direction, own.pod) : [];
    if (!selecting.some(({ selected }) => selected === "yes")) {
        return selecting.length === 0 ? unselected[direction] : undecided(selecting);
    }
    let calls = nothing;
    const letting: string[] = [];
    for (const { policy, rules, selected } of selecting) {
        const allowed = asFarAs(selected, allowedBy(rules, other, to, all.labelsOf));
        calls = either(calls, allowed);
        if (!isEmpty(allowed.possible)) {
            letting.push(policy.name);
        }
    }
    const because = letting.length > 0 ? letting : selecting.map(({ policy }) => policy.name);
    return { calls, because, opaque: isEmpty(calls.possible) ? [] : opaqueOf(calls, letting) };
}

/** A NetworkPolicy, of which each direction is read when it is first asked for. */
interface PodPolicy {
    readonly name: string;
    readonly podSelector: unknown;
    /** Undefined for a direction it is not about. */
    readonly rulesOf: (direction: Direction) => readonly NetworkRule[] | undefined;
}

function podPolicy(object: Manifest): PodPolicy {
    const policy = policies.get(object) ?? readPolicy(object);
    policies.set(object, policy);
    return policy;
}

/** An object that two sides share is read once. */
const policies = new WeakMap<Manifest, PodPolicy>();

function readPolicy(object: Manifest): PodPolicy {
    const types = typesOf(object);
    const known = new Map<Direction, readonly NetworkRule[]>();
    return {
        name: nameOfObject(object),
        podSelector: fieldAt(object.spec, "podSelector"),
        rulesOf: (direction) => {
            if (!types.includes(direction)) {
                return undefined;
            }
            const rules = known.get(direction) ?? networkRules(object, direction);
            known.set(direction, rules);
            return rules;
        },
    };
}

function policiesSelecting(all: Places<PodPolicy>, direction: Direction, pod: Pod): Selecting[] {
    return all.about(pod).flatMap((policy) => {
        const rules = policy.rulesOf(direction);
        const selected = rules === undefined ? "no" : matchesLabels(policy.podSelector, pod.labels);
        return rules === undefined || selected === "no" ? [] : [{ policy, rules, selected }];
    });
}

/** Without `policyTypes` a policy is about ingress, and about egress when it has such rules. */
function typesOf({ spec }: Manifest): readonly unknown[] {
    const types = itemsOf(fieldAt(spec, "policyTypes"));
    return types.length > 0
        ? types
        : itemsOf(fieldAt(spec, "egress")).length > 0
          ? ["Ingress", "Egress"]
          : ["Ingress"];
}

function allowedBy(
    rules: readonly NetworkRule[],
    other: Endpoint,
    to: Endpoint,
    labelsOf: NamespaceLabels,
): Bounds {
    let allowed = nothing;
    for (const rule of rules) {
        const speaks = rule.speaksOf(other, labelsOf);
        if (speaks !== "no") {
            allowed = either(allowed, asFarAs(speaks, exactly(rule.portsOf(to))));
        }
    }
    return allowed;
}

function asFarAs(truth: Truth, calls: Bounds): Bounds {
    return truth === "yes" ? calls : truth === "no" ? nothing : { certain: noCall, possible: calls.possible };
}

/** A pod that no policy selects in the direction is open in it. */
const unselected: Readonly<Record<Direction, Layer>> = {
    Ingress: open("no NetworkPolicy for ingress"),
    Egress: open("no NetworkPolicy for egress"),
};

function undecided(selecting: readonly Selecting[]): Layer {
    const because = selecting.map(({ policy }) => policy.name);
    const calls = { certain: noCall, possible: anyCall };
    return { calls, because, opaque: opaqueOf(calls, because) };
}

function opaqueOf(calls: Bounds, objects: readonly string[]): Layer["opaque"] {
    const message = "whether a selector or an address matches is not decided by objects alone";
    return isEmpty(calls.certain) ? objects.map((object) => ({ object, path: "spec", message })) : [];
}
