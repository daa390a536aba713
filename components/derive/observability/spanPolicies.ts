import type { Observability } from "../../graph/observability";
import { type AuthorizationPolicy, apiVersions } from "../../istio/types";
import { names, ports } from "../../observability/names";
import type { ArrangedGraph, NamespacePart } from "../arrangedGraph";
import { metadata } from "../metadata";
import { sortedTexts } from "../order";
import type { Target } from "../target";
import { spanPorts, spanReceiver } from "./spanReceiver";
import { watchedNamespaces } from "./watched";

/** Something of the stack that every proxy and every application may call. */
export interface OpenToMesh {
    /** Workload of the stack. */
    readonly workload: string;
    /** Of the policy that opens it. */
    readonly policy: string;
    /** Of its pods, ascending. */
    readonly ports: readonly number[];
}

/** Who takes spans, and who says how many to send. */
export function openToMesh(
    observability: Observability,
    arranged: ArrangedGraph,
    target: Target,
): readonly OpenToMesh[] {
    const receiver = spanReceiver(observability, target.clusterDomain, watchedNamespaces(arranged, target));
    return [
        ...(receiver?.workload === undefined
            ? []
            : [
                  {
                      workload: receiver.workload,
                      policy: `${receiver.workload}-spans`,
                      ports: [...spanPorts(observability, receiver)].sort((left, right) => left - right),
                  },
              ]),
        ...(observability.jaeger.mode === "install"
            ? [{ workload: names.jaeger, policy: `${names.jaeger}-sampling`, ports: [ports.sampling] }]
            : []),
    ];
}

/** Every namespace with proxies but the stack's own, which sends no spans, sorted. */
export function sendingNamespaces({ parts, gateways }: ArrangedGraph, own: string): readonly string[] {
    const meshed = parts
        .filter(({ namespace }) => namespace.stage !== "off")
        .map(({ namespace }) => namespace.name);
    const behind = [...gateways.values()].map(({ gateway }) => gateway.namespace);
    return sortedTexts([...meshed, ...behind].filter((name) => name !== own));
}

/**
 * Spans come from proxies, each under the identity of its workload, and there is none that does not send: to name every
 * account would be to name every workload of the mesh, and to change this one object with each of them. So callers are
 * told by namespace; one that is not in the mesh has no identity, and none that is not declared is let in.
 */
export function spanPolicies(
    part: NamespacePart,
    arranged: ArrangedGraph,
    target: Target,
): AuthorizationPolicy[] {
    const { observability } = arranged.platform;
    if (observability === undefined || part.namespace.name !== observability.namespace) {
        return [];
    }
    const namespaces = sendingNamespaces(arranged, observability.namespace);
    if (namespaces.length === 0) {
        return [];
    }
    return openToMesh(observability, arranged, target).map(({ workload, policy, ports: open }) => ({
        apiVersion: apiVersions.AuthorizationPolicy,
        kind: "AuthorizationPolicy",
        metadata: metadata(observability.namespace, policy),
        spec: {
            selector: { matchLabels: { app: workload } },
            action: "ALLOW",
            rules: [
                {
                    from: [{ source: { namespaces } }],
                    to: [{ operation: { ports: open.map(String) } }],
                },
            ],
        },
    }));
}
