import { badName } from "../components/graph/formats";
import { observabilityNamespace } from "./buildObservability";
import { gatewayNamespace } from "./buildPlatform";
import type { StackContent } from "./stackSchema";

/**
 * What a namespace belongs to already, as a path below `meshwright:`: a part of the platform wants one of its own,
 * because whatever else ran there would stand behind its policies, and objects would have two owners.
 */
export function namespaceOwner(
    namespace: string,
    { namespaces, gateways, certManager, observability }: StackContent,
): string | undefined {
    // A name that cannot be is told where it stands, and is nobody's.
    if (badName(namespace) === undefined && Object.hasOwn(namespaces ?? {}, namespace)) {
        return `namespaces.${namespace}`;
    }
    const gateway = Object.entries(gateways ?? {}).find(([, raw]) => gatewayNamespace(raw) === namespace);
    if (gateway !== undefined) {
        return `gateways.${gateway[0]}`;
    }
    if (observability !== undefined && namespace === observabilityNamespace(observability)) {
        return "observability";
    }
    return namespace === (certManager?.namespace ?? "cert-manager") ? "certManager" : undefined;
}
