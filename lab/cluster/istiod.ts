import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { V1Pod } from "@kubernetes/client-node";
import { type IstiodPorts, istiodArgs, istiodEnvironment } from "./istiodCommand";
import { discoveryContainer, type IstiodGroup } from "./istiodGroup";
import type { LabPaths } from "./paths";
import { labEnvironment, type ProcessSpec } from "./processSpec";

/**
 * The real istiod for a group of pods. Its folder is empty on purpose: without `etc/istio/config/mesh` and the
 * injector's files below it, istiod watches the ConfigMaps of its revision itself, and so follows their updates
 * at once instead of when a kubelet would refresh the mount.
 */
export function istiodSpec(
    paths: LabPaths,
    program: string,
    group: IstiodGroup,
    pod: V1Pod,
    ports: IstiodPorts,
): ProcessSpec {
    const folder = istiodFolder(paths, group);
    const container = discoveryContainer(pod) ?? { name: "discovery" };
    const { variables, unresolved } = istiodEnvironment(container, pod);
    if (unresolved.length > 0) {
        console.error(`${group.name}: left out of its environment: ${unresolved.join(", ")}`);
    }
    return {
        name: group.name,
        command: program,
        args: istiodArgs(container, istiodKubeconfig(paths, group), ports),
        cwd: folder,
        env: { ...variables, ...labEnvironment(paths) },
        probe: { scheme: "http", port: ports.http, path: "/ready" },
        port: ports.http,
    };
}

export function istiodFolder(paths: LabPaths, group: IstiodGroup): string {
    const folder = join(paths.istiod, `${group.namespace}.${group.name}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
}

export function istiodKubeconfig(paths: LabPaths, group: IstiodGroup): string {
    return join(istiodFolder(paths, group), "kubeconfig");
}

export function istiodTokenFile(paths: LabPaths, group: IstiodGroup): string {
    return join(istiodFolder(paths, group), "token");
}
