import type { Service, ServicePort } from "../graph/model";

/** Whether Istio routes what comes to the port request by request, so that HTTP rules have any effect on it. */
export function isHttpPort({ protocol }: ServicePort): boolean {
    return protocol === "http" || protocol === "http2" || protocol === "grpc";
}

export function httpPorts(service: Service): ServicePort[] {
    return service.ports.filter(isHttpPort);
}
