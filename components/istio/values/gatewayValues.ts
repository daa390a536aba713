import type { Gateway } from "../../graph/platform";
import { clientAddress, gatewayHardening, identity, pods, scaling, service } from "./gatewayLayers";
import { type ChartValues, foldLayers, type Layer } from "./layers";

/**
 * Values of one gateway's chart: who it is, how large, what it listens on, then what cannot be configured away. The
 * chart's schema refuses keys it does not know, so nothing meant for istiod's chart may stand here.
 *
 * @param revision - what its tag points to
 */
export function gatewayValues(gateway: Gateway, revision: string): ChartValues {
    return foldLayers([...common(gateway, revision), scaling(gateway), service(gateway), gatewayHardening]);
}

/** What the pods of a gateway and of its canary have in common. */
export function common(gateway: Gateway, revision: string): readonly Layer[] {
    return [
        identity(gateway, revision),
        pods(gateway),
        ...(gateway.ingress === undefined ? [] : [clientAddress(gateway.ingress)]),
    ];
}
