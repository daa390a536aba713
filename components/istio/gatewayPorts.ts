import type { Gateway } from "../graph/platform";

/**
 * Ports of the public servers (GWY-01, GWY-02). Gateway objects name the same numbers: istiod finds the container's
 * port through the Service, so a number that stands in only one of the two is a server nobody reaches (IST0162).
 */
export const serverPorts = { http: 80, https: 443, grpc: 8443, passthrough: 15443 } as const;

/** Answers health checks of load balancers; a port of the Service, never a server of a Gateway. */
export const gatewayHealthPort = 15021;

export interface GatewayServicePort {
    readonly [key: string]: string | number;
    readonly name: string;
    readonly port: number;
    readonly targetPort: number;
    readonly protocol: "TCP";
}

/** What the gateway's Service offers, the health check first: some clouds take the first port for it. */
export function gatewayPorts(gateway: Gateway): readonly GatewayServicePort[] {
    const health = [servicePort("status-port", gatewayHealthPort)];
    if (gateway.egress !== undefined) {
        return [...health, servicePort("tls-egress", gateway.egress.port)];
    }
    return [
        ...health,
        servicePort("http2", serverPorts.http),
        servicePort("https", serverPorts.https),
        servicePort("grpc-tls", serverPorts.grpc),
        servicePort("tls", serverPorts.passthrough),
    ];
}

function servicePort(name: string, port: number): GatewayServicePort {
    return { name, port, targetPort: port, protocol: "TCP" };
}
