import { join } from "node:path";
import type { LabPaths } from "./paths";
import { type LabTools, labEnvironment, type ProcessSpec, toolPath } from "./processSpec";

/** Its chart's labels of the pods that issue certificates; webhook and CA injector are others. */
export const certManagerPods =
    "app.kubernetes.io/name=cert-manager,app.kubernetes.io/component=controller" as const;

/** cert-manager's controllers, as the service account their pods run as. */
export function certManagerSpec(paths: LabPaths, tools: LabTools, port: number): ProcessSpec {
    return {
        name: "cert-manager-controller",
        command: toolPath(tools, "cert-manager-controller"),
        args: [`--kubeconfig=${certManagerKubeconfig(paths)}`, `--health-address=127.0.0.1:${port}`],
        cwd: paths.run,
        env: labEnvironment(paths),
        probe: { scheme: "http", port, path: "/readyz" },
        port,
    };
}

export function certManagerKubeconfig(paths: LabPaths): string {
    return join(paths.credentials, "cert-manager-controller.kubeconfig");
}
