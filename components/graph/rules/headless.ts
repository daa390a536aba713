import { type Catalogue, servicesOf } from "../catalogue";
import type { Report } from "../report";

/**
 * The name of a headless service leads to the pods themselves: neither Kubernetes nor the caller's proxy, which
 * sends the connection to the address it was meant for (ORIGINAL_DST), turns one port number into another.
 */
export function checkHeadlessPorts({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, { headless, ports }] of servicesOf(namespace)) {
            for (const [portName, { port, targetPort = port }] of Object.entries(ports)) {
                if (headless === true && targetPort !== port) {
                    const message = `callers of a headless service connect to its pods, so nothing leads from port ${port} to ${targetPort}; write port: ${targetPort} and no targetPort`;
                    report.error(
                        "headless-target-port",
                        namespace.at("services", name, "ports", portName, "targetPort"),
                        message,
                    );
                }
            }
        }
    }
}
