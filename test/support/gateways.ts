import type { Gateway, IngressSettings } from "../../components/graph";
import { gatewayOf } from "./platforms";

/** A way in with a load balancer, as the stack file's defaults make it; `over` says what is different. */
export function ingressGateway(over: Partial<Gateway> = {}, ingress: Partial<IngressSettings> = {}): Gateway {
    const { ingress: usual, ...rest } = gatewayOf("istio-ingressgateway", "ingress", over);
    return { ...rest, ...(usual === undefined ? {} : { ingress: { ...usual, ...ingress } }) };
}

export function egressGateway(port = 15444): Gateway {
    return gatewayOf("istio-egressgateway", "egress", { egress: { port } });
}
