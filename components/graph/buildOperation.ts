import { order } from "./catalogue";
import type { Operation, ServicePort } from "./model";
import { carriesHttp } from "./rules/operations";
import type { RawOperation } from "./sections/operation";

type NamedPort = Pick<ServicePort, "name" | "protocol">;

export function buildOperation(name: string, raw: RawOperation, ports: readonly NamedPort[]): Operation {
    const portNames = portNamesOf(raw, ports);
    if (raw.grpc === undefined) {
        return { name, methods: sorted(raw.methods), paths: sorted(raw.paths), ports: portNames };
    }
    // gRPC is POST to /package.Service/Method on the wire; without methods every method of the service is meant.
    const paths =
        raw.methods === undefined
            ? [`/${raw.grpc}/*`]
            : raw.methods.map((method) => `/${raw.grpc}/${method}`);
    return { name, methods: ["POST"], paths: sorted(paths), ports: portNames };
}

/** Names of the ports an operation is served on, sorted. */
export function portNamesOf(raw: RawOperation, ports: readonly NamedPort[]): readonly string[] {
    return [...(raw.ports ?? defaultPorts(raw, ports))].sort(order);
}

/** Least privilege: an HTTP operation is not opened on a gRPC port beside it, nor the other way round. */
function defaultPorts({ grpc }: RawOperation, ports: readonly NamedPort[]): readonly string[] {
    const named = (...protocols: readonly string[]) =>
        ports.filter(({ protocol }) => protocols.includes(protocol)).map((port) => port.name);
    const own = grpc === undefined ? named("http", "http2") : named("grpc");
    if (own.length > 0) {
        return own;
    }
    return grpc === undefined
        ? ports.filter(({ protocol }) => carriesHttp(protocol)).map((port) => port.name)
        : named("http2");
}

function sorted(items: readonly string[] = []): readonly string[] {
    return [...new Set(items)].sort(order);
}
