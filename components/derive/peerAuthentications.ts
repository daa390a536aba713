import { apiVersions, type PeerAuthentication } from "../istio/types";
import type { NamespacePart } from "./arrangedGraph";
import { datedMetadata, metadata } from "./metadata";

/** One for each namespace in the mesh: which transport its proxies accept. */
export function peerAuthentications(part: NamespacePart): PeerAuthentication[] {
    switch (part.namespace.stage) {
        case "off":
            return [];
        case "observed":
            // Callers without a proxy are still let in; that is what the stage is for, and why it has an end.
            return [
                {
                    apiVersion: apiVersions.PeerAuthentication,
                    kind: "PeerAuthentication",
                    metadata: datedMetadata(part.namespace, "default"),
                    spec: { mtls: { mode: "PERMISSIVE" } },
                },
            ];
        case "audit":
        case "enforced":
            return [strictPeerAuthentication(part.namespace.name)];
    }
}

/** Plain text is refused by every proxy of the namespace; in the root namespace, of the mesh. */
export function strictPeerAuthentication(namespace: string): PeerAuthentication {
    return {
        apiVersion: apiVersions.PeerAuthentication,
        kind: "PeerAuthentication",
        metadata: metadata(namespace, "default"),
        spec: { mtls: { mode: "STRICT" } },
    };
}
