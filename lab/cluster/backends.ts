import type { V1Service, V1ServicePort } from "@kubernetes/client-node";
import type { Destination } from "./connectRequest";

/** Pods that stand behind a Service and the local process that answers for them. */
export interface PodBackend {
    readonly name: string;
    readonly namespace: string;
    /** One set of labels per live pod. */
    readonly pods: readonly { readonly ip: string; readonly labels: Readonly<Record<string, string>> }[];
    readonly ready: boolean;
    /** Container port → port on 127.0.0.1. */
    readonly ports: ReadonlyMap<number, number>;
    readonly portNames: ReadonlyMap<string, number>;
}

export interface Backends {
    readonly services: readonly V1Service[];
    readonly pods: readonly PodBackend[];
    /** Services without pods of their own: `namespace/name` → Service port → port on 127.0.0.1. */
    readonly processes: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

export type Resolution =
    | { readonly found: true; readonly port: number; readonly via: string }
    | { readonly found: false; readonly reason: string };

/** What kube-proxy would do: a Service's address leads to a ready pod its selector matches, at the target port. */
export function resolveDestination(destination: Destination, backends: Backends): Resolution {
    const service = backends.services.find(({ spec }) =>
        [spec?.clusterIP, ...(spec?.clusterIPs ?? [])].includes(destination.host),
    );
    return service ? throughService(service, destination, backends) : toPod(destination, backends);
}

function throughService(service: V1Service, destination: Destination, backends: Backends): Resolution {
    const name = `${service.metadata?.namespace}/${service.metadata?.name}`;
    const local = backends.processes.get(name)?.get(destination.port);
    if (local !== undefined) {
        return { found: true, port: local, via: name };
    }
    const port = service.spec?.ports?.find((each) => each.port === destination.port);
    if (!port) {
        return missing(`Service ${name} has no port ${destination.port}`);
    }
    const selected = backends.pods.filter((backend) => selects(service, backend));
    if (selected.length === 0) {
        return missing(`Service ${name} selects no pod that is real in this lab: only istiod's are`);
    }
    const ready = selected.find((backend) => backend.ready);
    if (!ready) {
        return missing(`Service ${name} has no ready endpoint: ${selected[0]?.name} is not ready yet`);
    }
    return atPort(ready, targetPort(port, ready), `Service ${name}`);
}

function toPod(destination: Destination, backends: Backends): Resolution {
    const backend = backends.pods.find(({ pods }) => pods.some(({ ip }) => ip === destination.host));
    return backend
        ? atPort(backend, destination.port, "pod")
        : missing(`no Service or pod of this lab has the address ${destination.host}`);
}

function selects(service: V1Service, backend: PodBackend): boolean {
    const selector = Object.entries(service.spec?.selector ?? {});
    return (
        selector.length > 0 &&
        service.metadata?.namespace === backend.namespace &&
        backend.pods.some(({ labels }) => selector.every(([key, value]) => labels[key] === value))
    );
}

function targetPort(port: V1ServicePort, backend: PodBackend): number | undefined {
    const target = port.targetPort ?? port.port;
    return typeof target === "number" ? target : backend.portNames.get(target);
}

function atPort(backend: PodBackend, port: number | undefined, asked: string): Resolution {
    const local = port === undefined ? undefined : backend.ports.get(port);
    return local === undefined
        ? missing(
              `${asked} leads to ${backend.name}, which serves ${[...backend.ports.keys()].join(", ")} only`,
          )
        : { found: true, port: local, via: backend.name };
}

function missing(reason: string): Resolution {
    return { found: false, reason };
}
