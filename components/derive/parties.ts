import type { Workload } from "../graph/model";
import type { Gateway } from "../graph/platform";
import type { NetworkPolicyPeer } from "../istio/types";
import { labels } from "../labels";

/**
 * A workload as policies name it. Made once for each: a workload stands in the policies of everything it calls and
 * is called by, and those share the objects.
 */
export interface Party {
    readonly workload: Workload;
    /** Its mTLS identity, as Istio's policies write it: a SPIFFE id without the scheme. */
    readonly principal: string;
    /** Its pods. Namespace and labels in one peer: both must hold. As two peers either would do. */
    readonly pods: NetworkPolicyPeer;
}

export function partyOf(workload: Workload, trustDomain: string): Party {
    const { namespace, serviceAccount, selector } = workload;
    return {
        workload,
        principal: `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
        pods: {
            namespaceSelector: { matchLabels: { [labels.namespaceName]: namespace } },
            podSelector: { matchLabels: selector },
        },
    };
}

/** A gateway as policies name it. */
export interface GatewayParty {
    readonly gateway: Gateway;
    readonly principal: string;
    readonly pods: NetworkPolicyPeer;
    /** Its Service, as a VirtualService or DestinationRule names it: the first two labels of its host. */
    readonly id: string;
}

export function gatewayPartyOf(gateway: Gateway, trustDomain: string): GatewayParty {
    const { namespace, serviceAccount, selector, name } = gateway;
    return {
        gateway,
        principal: `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
        pods: {
            namespaceSelector: { matchLabels: { [labels.namespaceName]: namespace } },
            podSelector: { matchLabels: selector },
        },
        id: `${namespace}/${name}`,
    };
}

export function podsInNamespace(namespace: string): NetworkPolicyPeer {
    return { namespaceSelector: { matchLabels: { [labels.namespaceName]: namespace } } };
}
