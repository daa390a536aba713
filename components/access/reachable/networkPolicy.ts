import type { Manifest } from "../../istio/types";
import { type Bounds, either, exactly, nothing } from "../bounds";
import { anyCall, type CallSet, callsOf, isEmpty, noCall } from "../callSet";
import { fieldAt, fieldsOf, itemsOf, textOf, textsByName } from "../fields";
import { nameOfObject, namespaceOf } from "../objectNames";
import { allOf, anyTruth, type Truth, truthOf } from "../truth";
import { type Endpoint, isInBlock, type Pod } from "./endpoint";
import { matchesLabels } from "./labelSelector";
import type { Layer } from "./layer";

type Direction = "Ingress" | "Egress";
type Labels = Readonly<Record<string, string>>;

/** Every NetworkPolicy, and what labels namespaces have. */
export interface NetworkPolicies {
    /** By namespace and one label they select, so that a pod meets few policies that are not its own. */
    readonly byPlace: ReadonlyMap<string, readonly Manifest[]>;
    /** Of the namespaces whose object is known. */
    readonly labelsOf: ReadonlyMap<string, Labels>;
}

export function networkPoliciesOf(objects: Iterable<Manifest>): NetworkPolicies {
    const byPlace = new Map<string, Manifest[]>();
    const labelsOf = new Map<string, Labels>();
    for (const object of objects) {
        if (object.kind === "NetworkPolicy" && object.apiVersion.startsWith("networking.k8s.io/")) {
            const labels = textsByName(fieldAt(object.spec, "podSelector", "matchLabels"));
            const place = placeOf(namespaceOf(object), Object.entries(labels)[0]);
            const known = byPlace.get(place);
            byPlace
                .set(place, known ?? [])
                .get(place)
                ?.push(object);
        } else if (object.kind === "Namespace" && object.apiVersion === "v1") {
            labelsOf.set(object.metadata.name, object.metadata.labels ?? {});
        }
    }
    return { byPlace, labelsOf };
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
    const selecting = "pod" in own ? policiesSelecting(all, direction, own.pod) : [];
    if (!selecting.some(({ selected }) => selected === "yes")) {
        return selecting.length === 0 ? unselected(direction) : undecided(selecting);
    }
    let calls = nothing;
    const letting: string[] = [];
    for (const { policy, selected } of selecting) {
        const allowed = asFarAs(selected, allowedBy(policy, direction, other, to, all));
        calls = either(calls, allowed);
        if (!isEmpty(allowed.possible)) {
            letting.push(nameOfObject(policy));
        }
    }
    const because = letting.length > 0 ? letting : selecting.map(({ policy }) => nameOfObject(policy));
    return { calls, because, opaque: isEmpty(calls.possible) ? [] : opaqueOf(calls, letting) };
}

interface Selecting {
    readonly policy: Manifest;
    readonly selected: Truth;
}

function policiesSelecting(all: NetworkPolicies, direction: Direction, pod: Pod): readonly Selecting[] {
    return [undefined, ...Object.entries(pod.labels)]
        .flatMap((label) => all.byPlace.get(placeOf(pod.namespace, label)) ?? [])
        .filter((policy) => typesOf(policy).includes(direction))
        .map((policy) => ({
            policy,
            selected: matchesLabels(fieldAt(policy.spec, "podSelector"), pod.labels),
        }))
        .filter(({ selected }) => selected !== "no");
}

function placeOf(namespace: string, label: readonly [string, string] | undefined): string {
    return label === undefined ? namespace : `${namespace} ${label[0]}=${label[1]}`;
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
    policy: Manifest,
    direction: Direction,
    other: Endpoint,
    to: Endpoint,
    all: NetworkPolicies,
): Bounds {
    const [rules, side] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
    return itemsOf(fieldAt(policy.spec, rules)).reduce<Bounds>((sum, rule) => {
        const peers = itemsOf(fieldAt(rule, side));
        const namespace = namespaceOf(policy);
        const truths = peers.map((peer) => isPeer(peer, namespace, other, all));
        return either(
            sum,
            asFarAs(peers.length === 0 ? "yes" : anyTruth(truths), exactly(portsOf(rule, to))),
        );
    }, nothing);
}

/** The selectors of one peer hold together; without a namespaceSelector it is about the policy's own namespace. */
function isPeer(peer: unknown, policyNamespace: string, other: Endpoint, all: NetworkPolicies): Truth {
    const { ipBlock, podSelector, namespaceSelector } = fieldsOf(peer);
    if (ipBlock !== undefined) {
        return isInBlock(ipBlock, other);
    }
    if (!("pod" in other) || (podSelector === undefined && namespaceSelector === undefined)) {
        return "no";
    }
    const { namespace, labels } = other.pod;
    const known = all.labelsOf.get(namespace);
    // Kubernetes gives every namespace its name as a label.
    const ofNamespace = { ...known, "kubernetes.io/metadata.name": namespace };
    return allOf([
        namespaceSelector === undefined
            ? truthOf(namespace === policyNamespace)
            : matchesLabels(namespaceSelector, ofNamespace, known !== undefined),
        podSelector === undefined ? "yes" : matchesLabels(podSelector, labels),
    ]);
}

function portsOf(rule: unknown, to: Endpoint): CallSet {
    const ports = itemsOf(fieldAt(rule, "ports"));
    if (ports.length === 0) {
        return anyCall;
    }
    const numbers: number[] = [];
    for (const { protocol = "TCP", port, endPort } of ports.map(fieldsOf)) {
        const first = typeof port === "number" ? port : namedPort(textOf(port), to);
        if (protocol !== "TCP") {
            continue;
        }
        if (port === undefined) {
            return anyCall;
        }
        const last = typeof endPort === "number" ? endPort : first;
        for (let number = first; number !== undefined && last !== undefined && number <= last; number++) {
            numbers.push(number);
        }
    }
    return numbers.length === 0 ? noCall : callsOf({ ports: numbers });
}

function namedPort(name: string | undefined, to: Endpoint): number | undefined {
    return name === undefined || !("pod" in to) ? undefined : to.pod.namedPorts?.[name];
}

function asFarAs(truth: Truth, calls: Bounds): Bounds {
    return truth === "yes" ? calls : truth === "no" ? nothing : { certain: noCall, possible: calls.possible };
}

function unselected(direction: Direction): Layer {
    return {
        calls: exactly(anyCall),
        because: [`no NetworkPolicy for ${direction.toLowerCase()}`],
        opaque: [],
    };
}

function undecided(selecting: readonly Selecting[]): Layer {
    const because = selecting.map(({ policy }) => nameOfObject(policy));
    const calls = { certain: noCall, possible: anyCall };
    return { calls, because, opaque: opaqueOf(calls, because) };
}

function opaqueOf(calls: Bounds, objects: readonly string[]): Layer["opaque"] {
    const message = "whether a selector or an address matches is not decided by objects alone";
    return isEmpty(calls.certain) ? objects.map((object) => ({ object, path: "spec", message })) : [];
}
