import { apiVersions, type ServiceEntry } from "../istio/types";
import type { ArrangedGraph, NamespacePart } from "./arrangedGraph";
import { exportToUsers } from "./exports";
import { externalObjectName, storeObjectName } from "./hosts";
import { metadata } from "./metadata";
import { registryNamespaceOf } from "./registry";
import type { Target } from "./target";

/**
 * The hosts outside the mesh that somebody in the mesh calls, visible to exactly those who do. A host nobody
 * calls gets no entry: it would open nothing for anyone who has declared it, only something for others. The
 * namespace that declares a host owns its entry whatever its own stage is; what counts is that its callers have
 * proxies.
 *
 * They have no `addresses`: istiod allocates one to each and its proxies answer DNS with it, so two TCP hosts on one
 * port are told apart. It writes them into the status, which is where `istioctl analyze` looks (IST0134).
 */
export function serviceEntries(part: NamespacePart, arranged: ArrangedGraph, target: Target): ServiceEntry[] {
    const entries: ServiceEntry[] = [];
    for (const store of part.stores) {
        const callers = arranged.storeCallers.get(store.name);
        // A Service that istiod knows is in the registry already; a second entry would hijack its name.
        if (callers !== undefined && registryNamespaceOf(store, arranged, target) === undefined) {
            entries.push(
                entry(store.namespace, storeObjectName(store), {
                    host: store.host,
                    port: store.port,
                    protocol: store.protocol,
                    exportTo: exportToUsers(store.namespace, callers),
                }),
            );
        }
    }
    for (const external of part.externals) {
        const callers = arranged.externalCallers.get(external.host);
        if (callers !== undefined) {
            entries.push(
                entry(external.namespace, externalObjectName(external.host), {
                    host: external.host,
                    port: external.port,
                    protocol: external.protocol,
                    targetPort: external.originate?.port,
                    exportTo: exportToUsers(external.namespace, callers, arranged.egressGateway),
                }),
            );
        }
    }
    return entries;
}

function entry(
    namespace: string,
    name: string,
    to: {
        host: string;
        port: number;
        protocol: "tcp" | "tls" | "http";
        /** Where it listens, when callers are to believe in another port. */
        targetPort?: number | undefined;
        exportTo: readonly string[];
    },
): ServiceEntry {
    const port = { number: to.port, name: to.protocol, protocol: to.protocol.toUpperCase() };
    const { targetPort } = to;
    return {
        apiVersion: apiVersions.ServiceEntry,
        kind: "ServiceEntry",
        metadata: metadata(namespace, name),
        spec: {
            hosts: [to.host],
            exportTo: to.exportTo,
            location: "MESH_EXTERNAL",
            resolution: "DNS",
            ports: [targetPort === undefined ? port : { ...port, targetPort }],
        },
    };
}
