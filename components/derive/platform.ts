import type { Manifest } from "../istio/types";
import type { ArrangedGraph } from "./arrangedGraph";
import { defaultDenyPolicy } from "./authorizationPolicies";
import { strictPeerAuthentication } from "./peerAuthentications";
import type { Target } from "./target";

/**
 * The mesh-wide pair in the root namespace, as a ratchet: it holds for namespaces nobody declared too, so it
 * comes only once every namespace in the mesh is enforced, and the first one to fall back takes it away.
 */
export function platformManifests(arranged: ArrangedGraph, target: Target): Manifest[] {
    const meshed = arranged.parts.filter((part) => part.namespace.stage !== "off");
    if (meshed.length === 0 || meshed.some((part) => part.namespace.stage !== "enforced")) {
        return [];
    }
    return [defaultDenyPolicy(target.rootNamespace), strictPeerAuthentication(target.rootNamespace)];
}
