import type { V1Container, V1EnvVar, V1Pod } from "@kubernetes/client-node";

/** Container port of istiod → port on 127.0.0.1 where its process serves the same. */
export interface IstiodPorts {
    readonly http: number;
    readonly grpc: number;
    readonly secureGrpc: number;
    readonly monitoring: number;
    readonly https: number;
    readonly controlZ: number;
}

export function containerPorts(ports: IstiodPorts): ReadonlyMap<number, number> {
    return new Map([
        [8080, ports.http],
        [15010, ports.grpc],
        [15012, ports.secureGrpc],
        [15014, ports.monitoring],
        [15017, ports.https],
    ]);
}

/** The lab decides where istiod listens and whom it talks to; everything else is the Deployment's word. */
function ownFlags(kubeconfig: string, ports: IstiodPorts): Readonly<Record<string, string>> {
    const local = (port: number) => `127.0.0.1:${port}`;
    return {
        "--kubeconfig": kubeconfig,
        "--httpAddr": local(ports.http),
        "--grpcAddr": local(ports.grpc),
        "--secureGRPCAddr": local(ports.secureGrpc),
        "--monitoringAddr": local(ports.monitoring),
        "--httpsAddr": local(ports.https),
        "--ctrlz_address": "127.0.0.1",
        "--ctrlz_port": `${ports.controlZ}`,
        // istiod sits this out in full before it ends; nobody waits for its proxies here.
        "--shutdownDuration": "1s",
    };
}

/** The arguments of the container with the lab's own in place of its listeners. */
export function istiodArgs(
    container: V1Container,
    kubeconfig: string,
    ports: IstiodPorts,
): readonly string[] {
    const own = ownFlags(kubeconfig, ports);
    const given = container.args ?? ["discovery"];
    const kept: string[] = [];
    for (let index = 0; index < given.length; index++) {
        const [flag = "", value] = (given[index] ?? "").split("=", 2);
        if (!(flag in own)) {
            kept.push(given[index] ?? "");
        } else if (value === undefined && !given[index + 1]?.startsWith("--")) {
            index += 1;
        }
    }
    return [...kept, ...Object.entries(own).map(([flag, value]) => `${flag}=${value}`)];
}

/**
 * Container variables that would mislead a process outside a container: where the remote cluster's kubeconfig is
 * mounted, and limits that come from the container's resources.
 */
const notHere = new Set(["KUBECONFIG", "GOMEMLIMIT", "GOMAXPROCS"]);

export interface IstiodEnvironment {
    readonly variables: Readonly<Record<string, string>>;
    /** Variables whose source only a kubelet could read. */
    readonly unresolved: readonly string[];
}

export function istiodEnvironment(container: V1Container, pod: V1Pod): IstiodEnvironment {
    const variables: Record<string, string> = {};
    const unresolved: string[] = [];
    for (const variable of container.env ?? []) {
        const value = notHere.has(variable.name) ? undefined : variableValue(variable, pod);
        if (value !== undefined) {
            variables[variable.name] = value;
        } else if (!notHere.has(variable.name)) {
            unresolved.push(variable.name);
        }
    }
    return { variables, unresolved };
}

function variableValue(variable: V1EnvVar, pod: V1Pod): string | undefined {
    const field = variable.valueFrom?.fieldRef?.fieldPath;
    if (!variable.valueFrom) {
        return variable.value ?? "";
    }
    return field === undefined ? undefined : fieldValue(field, pod);
}

/** The downward API's fields that make sense for a process. */
function fieldValue(path: string, pod: V1Pod): string | undefined {
    const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
    if (keyed) {
        const [, kind, key = ""] = keyed;
        return (kind === "labels" ? pod.metadata?.labels : pod.metadata?.annotations)?.[key] ?? "";
    }
    const fields: Readonly<Record<string, string | undefined>> = {
        "metadata.name": pod.metadata?.name,
        "metadata.namespace": pod.metadata?.namespace,
        "metadata.uid": pod.metadata?.uid,
        "spec.nodeName": pod.spec?.nodeName,
        "spec.serviceAccountName": pod.spec?.serviceAccountName,
        "status.hostIP": pod.status?.hostIP,
        "status.podIP": pod.status?.podIP,
    };
    return fields[path];
}
