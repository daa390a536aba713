import type { Manifest } from "../../istio/types";
import { anyCall, type CallSet, callsOf, noCall } from "../callSet";
import { type Fields, fieldAt, fieldsOf, itemsOf, textOf } from "../fields";
import { namespaceOf } from "../objectNames";
import { allOf, type Truth, truthOf } from "../truth";
import { type Endpoint, holdAllPublic, isInBlock } from "./endpoint";
import { matchesLabels } from "./labelSelector";

export type Direction = "Ingress" | "Egress";

/** Kubernetes gives every namespace its name as a label. */
export const namespaceName = "kubernetes.io/metadata.name";

/** What labels namespaces have, that one among them, as far as their objects are known. */
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

/** A rule that lists nobody is about everybody. */
function peers(all: readonly Fields[], policyNamespace: string): NetworkRule["speaksOf"] {
    if (all.length === 0) {
        return () => "yes";
    }
    const placed = all.map((peer) => ({ peer, namespace: namespaceMeant(peer, policyNamespace) }));
    return (other, labelsOf) => {
        const own = "pod" in other ? other.pod.namespace : undefined;
        let truth: Truth = "no";
        for (const { peer, namespace } of placed) {
            // Most peers are pods of other namespaces, of which nothing else needs to be asked.
            const speaks =
                namespace === undefined || namespace === own
                    ? isPeer(peer, policyNamespace, other, labelsOf)
                    : "no";
            if (speaks === "yes") {
                return speaks;
            }
            truth = speaks === "maybe" ? speaks : truth;
        }
        const isAnyone = truth === "maybe" && "outside" in other && other.outside.address === undefined;
        return isAnyone && holdAllPublic(all.map(({ ipBlock }) => ipBlock)) ? "yes" : truth;
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
            : matchesLabels(namespaceSelector, known ?? { [namespaceName]: namespace }, known !== undefined),
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
