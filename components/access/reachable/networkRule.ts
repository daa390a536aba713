import type { Manifest } from "../../istio/types";
import { anyCall, type CallSet, callsOf, noCall } from "../callSet";
import { type Fields, fieldAt, fieldsOf, itemsOf, textOf, textsByName } from "../fields";
import { namespaceOf } from "../objectNames";
import { Places } from "../places";
import { allOf, type Truth, truthOf } from "../truth";
import { type Endpoint, isInBlock } from "./endpoint";
import { matchesLabels } from "./labelSelector";

export type Direction = "Ingress" | "Egress";

/** What labels namespaces have, as far as their objects are known. */
export type NamespaceLabels = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** One rule of a NetworkPolicy, read once for whoever it is asked about. */
export interface NetworkRule {
    readonly speaksOf: (other: Endpoint, labelsOf: NamespaceLabels) => Truth;
    /** The TCP ports it lets through to there. */
    readonly portsOf: (to: Endpoint) => CallSet;
}

export function networkRules(policy: Manifest, direction: Direction): readonly NetworkRule[] {
    const [rules, side] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
    return itemsOf(fieldAt(policy.spec, rules)).map((rule) => ({
        speaksOf: peers(itemsOf(fieldAt(rule, side)).map(fieldsOf), namespaceOf(policy)),
        portsOf: portsOf(itemsOf(fieldAt(rule, "ports")).map(fieldsOf)),
    }));
}

/** A rule that lists nobody is about everybody. A pod is compared with those only that can be about it. */
function peers(all: readonly Fields[], policyNamespace: string): NetworkRule["speaksOf"] {
    if (all.length === 0) {
        return () => "yes";
    }
    const pods = new Places<Fields>();
    const anywhere: Fields[] = [];
    for (const peer of all) {
        const namespace = namespaceMeant(peer, policyNamespace);
        if (namespace === undefined) {
            anywhere.push(peer);
        } else {
            pods.add(namespace, textsByName(fieldAt(peer, "podSelector", "matchLabels")), peer);
        }
    }
    return (other, labelsOf) => {
        let truth: Truth = "no";
        for (const peer of "pod" in other ? [...pods.about(other.pod), ...anywhere] : anywhere) {
            const speaks = isPeer(peer, policyNamespace, other, labelsOf);
            if (speaks === "yes") {
                return speaks;
            }
            truth = speaks === "maybe" ? speaks : truth;
        }
        return truth;
    };
}

/** The one namespace of which pods a peer can be; undefined where it may be about others, or about addresses. */
function namespaceMeant({ ipBlock, namespaceSelector }: Fields, own: string): string | undefined {
    return ipBlock !== undefined
        ? undefined
        : namespaceSelector === undefined
          ? own
          : textOf(fieldAt(namespaceSelector, "matchLabels", namespaceName));
}

/** Kubernetes gives every namespace its name as a label. */
const namespaceName = "kubernetes.io/metadata.name";

/** The selectors of one peer hold together; without a namespaceSelector it is about the policy's own namespace. */
function isPeer(
    { ipBlock, podSelector, namespaceSelector }: Fields,
    policyNamespace: string,
    other: Endpoint,
    labelsOf: NamespaceLabels,
): Truth {
    if (ipBlock !== undefined) {
        return isInBlock(ipBlock, other);
    }
    if (!("pod" in other) || (podSelector === undefined && namespaceSelector === undefined)) {
        return "no";
    }
    const { namespace, labels } = other.pod;
    const known = labelsOf.get(namespace);
    return allOf([
        namespaceSelector === undefined
            ? truthOf(namespace === policyNamespace)
            : matchesLabels(namespaceSelector, { ...known, [namespaceName]: namespace }, known !== undefined),
        podSelector === undefined ? "yes" : matchesLabels(podSelector, labels),
    ]);
}

function portsOf(ports: readonly Fields[]): NetworkRule["portsOf"] {
    if (ports.some(({ port }) => textOf(port) !== undefined)) {
        // Their numbers are the pod's to say.
        return (to) => portsAt(ports, to);
    }
    const always = portsAt(ports, { outside: {} });
    return () => always;
}

function portsAt(ports: readonly Fields[], to: Endpoint): CallSet {
    if (ports.length === 0) {
        return anyCall;
    }
    const numbers: number[] = [];
    for (const { protocol = "TCP", port, endPort } of ports) {
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
