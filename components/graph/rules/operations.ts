import { type Catalogue, type DeclaredNamespace, servicesOf } from "../catalogue";
import type { Report } from "../report";
import type { RawOperation } from "../sections/operation";
import type { RawService } from "../sections/service";
import type { Steps } from "../shape/location";
import { shown } from "../shape/shown";

const httpMethods: ReadonlySet<string> = new Set([
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
]);

export function isHttpMethod(method: string): boolean {
    return httpMethods.has(method);
}

export function carriesHttp(protocol: string): boolean {
    return protocol === "http" || protocol === "http2" || protocol === "grpc";
}

/** What can be asked of a service is written in the terms its ports carry. */
export function checkOperations({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, service] of servicesOf(namespace)) {
            checkPresence(namespace, name, service, report);
            for (const [operationName, operation] of Object.entries(service.operations ?? {})) {
                const error: Fail = (code, message, ...steps) =>
                    report.error(
                        code,
                        namespace.at("services", name, "operations", operationName, ...steps),
                        message,
                    );
                if (operation.grpc === undefined) {
                    checkHttp(operation, error);
                } else {
                    checkGrpc(operation, operation.grpc, error);
                }
                checkRepeats(operation, error);
                checkOperationPorts(namespace, name, service, operationName, operation, report);
            }
            checkClosedPorts(namespace, name, service, report);
        }
    }
}

/** Beside operations a plain TCP port stays closed: calls name operations, and none can be on it. */
function checkClosedPorts(
    namespace: DeclaredNamespace,
    name: string,
    service: RawService,
    report: Report,
): void {
    const ports = Object.entries(service.ports);
    const mixed = ports.some(([, { protocol }]) => carriesHttp(protocol));
    for (const [port, { protocol }] of ports) {
        if (mixed && !carriesHttp(protocol) && namespace.namesIn(name, "operations").size > 0) {
            const message = `calls name operations, and none can be on a ${protocol} port, so nobody may use "${port}"; give it a service of its own`;
            report.warning("port-not-callable", namespace.at("services", name, "ports", port), message);
        }
    }
}

type Fail = (code: string, message: string, ...steps: Steps) => void;

function checkPresence(
    namespace: DeclaredNamespace,
    name: string,
    service: RawService,
    report: Report,
): void {
    const ports = Object.entries(service.ports);
    const http = ports.filter(([, { protocol }]) => carriesHttp(protocol));
    const operations = namespace.namesIn(name, "operations").size;
    if (operations === 0 && http.length > 0) {
        const message = `missing; the port "${http[0]?.[0]}" carries HTTP, so name what can be asked, such as { query: { methods: [GET], paths: [/query] } }`;
        report.error("operations-missing", namespace.at("services", name, "operations"), message);
    }
    if (operations > 0 && http.length === 0 && ports.length === namespace.namesIn(name, "ports").size) {
        const message =
            "operations need a port with protocol http, http2 or grpc, and this service has none; remove them or correct the protocol";
        report.error("operations-without-http", namespace.at("services", name, "operations"), message);
    }
}

function checkHttp({ methods, paths }: RawOperation, error: Fail): void {
    if (methods === undefined) {
        error("operation-incomplete", "missing; write the methods, such as [GET]", "methods");
    }
    if (paths === undefined) {
        error("operation-incomplete", `missing; write the paths, such as [/orders, "/orders/*"]`, "paths");
    }
    for (const [index, method] of (methods ?? []).entries()) {
        if (!httpMethods.has(method)) {
            const upper = method.toUpperCase();
            const advice = httpMethods.has(upper)
                ? `write "${upper}", methods are compared letter by letter`
                : `allowed: ${[...httpMethods].join(", ")}`;
            error("bad-method", `${shown(method)} is not an HTTP method; ${advice}`, "methods", index);
        }
    }
}

function checkGrpc({ methods = [], paths }: RawOperation, grpc: string, error: Fail): void {
    if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(grpc)) {
        error(
            "bad-grpc",
            `${shown(grpc)} is not the full name of a gRPC service; write it with its package, such as "ml.v1.Predictor"`,
            "grpc",
        );
    }
    if (paths !== undefined) {
        error(
            "operation-mixed",
            "a gRPC operation has no paths, they follow from service and methods; remove them",
            "paths",
        );
    }
    for (const [index, method] of methods.entries()) {
        if (!/^[A-Za-z_]\w*$/.test(method)) {
            error(
                "bad-grpc",
                `${shown(method)} is not a gRPC method; write its bare name, such as "Predict"`,
                "methods",
                index,
            );
        }
    }
}

function checkRepeats(operation: RawOperation, error: Fail): void {
    for (const key of ["methods", "paths", "ports"] as const) {
        const items = operation[key] ?? [];
        for (const [index, item] of items.entries()) {
            if (items.indexOf(item) < index && index < 200) {
                error("duplicate-item", `${shown(item)} is there twice; remove one`, key, index);
            }
        }
    }
}

function checkOperationPorts(
    namespace: DeclaredNamespace,
    name: string,
    { ports }: RawService,
    operationName: string,
    operation: RawOperation,
    report: Report,
): void {
    const known = namespace.namesIn(name, "ports");
    for (const [index, portName] of (operation.ports ?? []).entries()) {
        const at = namespace.at("services", name, "operations", operationName, "ports", index);
        const protocol = ports[portName]?.protocol;
        if (!known.has(portName)) {
            report.unknown("port", at, portName, known);
        } else if (protocol !== undefined && !carriesHttp(protocol)) {
            const message = `the port "${portName}" carries ${protocol}, where operations cannot be told apart; name an http, http2 or grpc port`;
            report.error("operation-on-tcp", at, message);
        } else if (protocol === "http" && operation.grpc !== undefined) {
            const message = `gRPC needs HTTP/2, but the port "${portName}" carries http; name a grpc or http2 port`;
            report.error("grpc-on-http", at, message);
        }
    }
    const usable = Object.values(ports).some(({ protocol }) => protocol === "grpc" || protocol === "http2");
    const readable = Object.keys(ports).length === known.size;
    const carriesAny = Object.values(ports).some(({ protocol }) => carriesHttp(protocol));
    if (operation.grpc !== undefined && operation.ports === undefined && !usable && readable && carriesAny) {
        const message =
            "gRPC needs HTTP/2, and no port of this service has protocol grpc or http2; correct the protocol";
        report.error(
            "grpc-on-http",
            namespace.at("services", name, "operations", operationName, "grpc"),
            message,
        );
    }
}
