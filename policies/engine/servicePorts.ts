import type { Field } from "./field";
import type { Pods } from "./pods";

const http = new Set(["http", "http2", "grpc", "grpc-web", "kubernetes.io/h2c", "kubernetes.io/ws", "ws"]);
const opaque = new Set(["tcp", "tls", "https", "mongo", "redis", "mysql", "kubernetes.io/wss", "wss", "udp"]);

/** What Istio takes a Service's port for: by appProtocol, else by the first word of its name; else it looks. */
export function protocolOf(port: Field): "http" | "opaque" | undefined {
    const name = port.at("name").text ?? "";
    const stated = (port.at("appProtocol").text ?? prefix(name)).toLowerCase();
    return http.has(stated) ? "http" : opaque.has(stated) ? "opaque" : undefined;
}

function prefix(name: string): string {
    return /^grpc-web(-|$)/.test(name) ? "grpc-web" : (name.split("-")[0] ?? "");
}

/** The port of the pod behind a Service's port, where it is known: proxies and their policies see no other. */
export function targetPort(port: Field, pods: readonly Pods[]): number | undefined {
    const target = port.at("targetPort");
    const number = asPort(target.isAbsent ? port.at("port") : target);
    if (number !== undefined || target.text === undefined) {
        return number;
    }
    return containerPorts(pods)
        .filter((each) => each.at("name").text === target.text)
        .map((each) => asPort(each.at("containerPort")))[0];
}

export function containerPorts(pods: readonly Pods[]): readonly Field[] {
    return pods.flatMap(({ pod }) =>
        pod
            .at("spec", "containers")
            .items()
            .flatMap((each) => each.at("ports").items()),
    );
}

/** A port as number or as text. */
export function asPort(field: Field): number | undefined {
    const number = typeof field.value === "number" ? field.value : Number(field.text || Number.NaN);
    return Number.isInteger(number) ? number : undefined;
}
