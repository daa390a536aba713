import type { Call, Operation, Service, ServicePort } from "../graph/model";
import { ascending } from "./order";

/** What a call or a route asks of a service. */
type Asked = Pick<Call, "operations">;

/** Whether Istio routes what comes to the port request by request, so that HTTP rules have any effect on it. */
export function isHttpPort({ protocol }: ServicePort): boolean {
    return protocol === "http" || protocol === "http2" || protocol === "grpc";
}

export function httpPorts(service: Service): ServicePort[] {
    return service.ports.filter(isHttpPort);
}

/** The service's ports that a call may use, in the service's order. */
export function usedPorts(service: Service, call: Asked): readonly ServicePort[] {
    if (service.operations.length === 0 || service.ports.length === 1) {
        return service.ports;
    }
    const names = new Set<string>();
    for (const name of call.operations) {
        for (const port of operationNamed(service, name).ports) {
            names.add(port);
        }
    }
    return service.ports.filter((port) => names.has(port.name));
}

/** The ports the workload itself listens on that a call may use, ascending. */
export function targetPortsOf(service: Service, call: Asked): readonly number[] {
    const [only, second] = service.ports;
    if (only !== undefined && second === undefined) {
        return [only.targetPort];
    }
    return distinctPorts(usedPorts(service, call).map((port) => port.targetPort));
}

export function distinctPorts(ports: readonly number[]): number[] {
    return [...new Set(ports)].sort(ascending);
}

export function operationNamed(service: Service, name: string): Operation {
    const operation = service.operations.find((each) => each.name === name);
    if (operation === undefined) {
        throw new Error(`internal error: ${service.id} has no operation "${name}"`);
    }
    return operation;
}
