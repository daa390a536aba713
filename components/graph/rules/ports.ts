import { protocolNames } from "../../istio/portNames";
import { type Catalogue, type DeclaredNamespace, servicesOf } from "../catalogue";
import type { Report } from "../report";
import type { RawPort } from "../sections/port";
import type { RawService } from "../sections/service";

/** Every sidecar listens in this range (15000 admin, 15001/15006 traffic, 15020 metrics, 15021 health, 15090 stats). */
export function isReservedPort(port: number): boolean {
    return port >= 15000 && port <= 15090;
}

export const reservedPortMessage = (port: number) =>
    `${port} is among the ports the sidecar itself listens on (15000 to 15090); let the program listen on another`;

export function checkPorts({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        const listening = new Map<string, { protocol: string; by: string }>();
        for (const [name, service] of servicesOf(namespace)) {
            if (namespace.namesIn(name, "ports").size === 0) {
                const message = `is empty; write at least one port, such as { http: { port: 80, targetPort: 8080, protocol: http } }`;
                report.error("empty", namespace.at("services", name, "ports"), message);
            }
            checkNumbers(namespace, name, service, report);
            for (const [portName, port] of Object.entries(service.ports)) {
                checkTarget(namespace, name, portName, port, report);
                checkListening(namespace, name, service, portName, listening, report);
                checkProtocol(namespace, name, portName, port, report);
            }
        }
    }
}

function checkNumbers(
    namespace: DeclaredNamespace,
    name: string,
    { ports }: RawService,
    report: Report,
): void {
    const owners = new Map<number, string>();
    for (const [portName, { port }] of Object.entries(ports)) {
        const owner = owners.get(port);
        if (owner === undefined) {
            owners.set(port, portName);
        } else {
            const message = `the port ${port} is already "${owner}"; give each its own number`;
            report.error(
                "duplicate-port",
                namespace.at("services", name, "ports", portName, "port"),
                message,
            );
        }
    }
}

function checkTarget(
    namespace: DeclaredNamespace,
    name: string,
    portName: string,
    port: RawPort,
    report: Report,
): void {
    const target = port.targetPort ?? port.port;
    if (isReservedPort(target)) {
        const key = port.targetPort === undefined ? "port" : "targetPort";
        report.error(
            "reserved-port",
            namespace.at("services", name, "ports", portName, key),
            reservedPortMessage(target),
        );
    }
}

/** Two services may share a workload, but what listens on one port of it speaks one protocol. */
function checkListening(
    namespace: DeclaredNamespace,
    name: string,
    service: RawService,
    portName: string,
    listening: Map<string, { protocol: string; by: string }>,
    report: Report,
): void {
    const port = service.ports[portName];
    const target = port?.targetPort ?? port?.port;
    const key = `${service.workload} ${target}`;
    const other = listening.get(key);
    if (port === undefined || other === undefined) {
        listening.set(key, { protocol: port?.protocol ?? "", by: `${name}, port ${portName}` });
    } else if (other.protocol !== port.protocol) {
        const message = `says ${port.protocol}, but ${other.by} says ${other.protocol} for the same target port ${target}; make them agree`;
        report.error(
            "protocol-conflict",
            namespace.at("services", name, "ports", portName, "protocol"),
            message,
        );
    }
}

function checkProtocol(
    namespace: DeclaredNamespace,
    name: string,
    portName: string,
    port: RawPort,
    report: Report,
): void {
    const prefix = portName.startsWith("grpc-web") ? "grpc-web" : portName.replace(/-.*/, "");
    if (protocolNames.includes(prefix) && prefix !== port.protocol) {
        const message = `the name "${portName}" says ${prefix} to whoever reads it, but the protocol is ${port.protocol}; rename the port`;
        report.warning("misleading-port-name", namespace.at("services", name, "ports", portName), message);
    }
    if (port.port === 443 && port.protocol.startsWith("http")) {
        const message = `443 is where clients expect TLS, but the protocol is ${port.protocol}; use another port (the mesh encrypts by itself), or tls`;
        report.warning(
            "plaintext-on-443",
            namespace.at("services", name, "ports", portName, "protocol"),
            message,
        );
    }
}
