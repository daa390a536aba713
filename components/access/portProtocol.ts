import type { Manifest } from "../istio/types";
import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "./fields";
import type { WorkloadRef } from "./workload";

/** Which filters judge a port's traffic. `either` when Services of one workload contradict each other. */
export type PortProtocol = "tcp" | "either";

/**
 * The ports of a workload that do not simply carry HTTP. A port no Service describes, or describes without a
 * protocol, is taken for HTTP: that is what Istio's detection does with a request it recognises.
 */
export function unusualPorts(
    services: readonly Manifest[],
    workload: WorkloadRef,
): ReadonlyMap<number, PortProtocol> {
    const claims = new Map<number, Set<boolean>>();
    for (const service of services) {
        const selector = textsByName(fieldAt(service.spec, "selector"));
        if (Object.keys(selector).length === 0 || !selects(selector, workload.labels)) {
            continue;
        }
        for (const port of itemsOf(fieldAt(service.spec, "ports")).map(fieldsOf)) {
            const target = targetPort(port["targetPort"] ?? port["port"], workload);
            if (target !== undefined && port["protocol"] !== "UDP") {
                claims.set(target, (claims.get(target) ?? new Set()).add(isPlainTcpPort(port)));
            }
        }
    }
    const unusual = [...claims].filter(([, claim]) => claim.has(true));
    return new Map(unusual.map(([port, claim]) => [port, claim.has(false) ? "either" : "tcp"]));
}

function targetPort(value: unknown, workload: WorkloadRef): number | undefined {
    return typeof value === "number" ? value : workload.namedPorts?.[textOf(value) ?? ""];
}

/** `appProtocol` wins over the name, of which the part before the first dash counts. TLS is opaque bytes as well. */
export function isPlainTcpPort(port: Readonly<Record<string, unknown>>): boolean {
    const name = textOf(port["appProtocol"]) ?? textOf(port["name"]) ?? "";
    if (name === "kubernetes.io/wss") {
        return true;
    }
    const [protocol = ""] = name.toLowerCase().split("-");
    return ["tcp", "tls", "https", "mongo", "redis", "mysql"].includes(protocol);
}
