import { join } from "node:path";
import { componentKubeconfig, credentialFiles } from "./credentials";
import type { LabPaths } from "./paths";
import { type LabTools, labEnvironment, type ProcessSpec, toolPath } from "./processSpec";

export function controllerManagerSpec(paths: LabPaths, tools: LabTools, port: number): ProcessSpec {
    const kubeconfig = componentKubeconfig(paths, "kube-controller-manager");
    return {
        name: "kube-controller-manager",
        command: toolPath(tools, "kube-controller-manager"),
        args: [
            `--kubeconfig=${kubeconfig}`,
            `--authentication-kubeconfig=${kubeconfig}`,
            `--authorization-kubeconfig=${kubeconfig}`,
            "--bind-address=127.0.0.1",
            `--secure-port=${port}`,
            "--leader-elect=false",
            "--use-service-account-credentials=true",
            `--service-account-private-key-file=${credentialFiles(paths).serviceAccountKey}`,
            `--root-ca-file=${join(paths.certs, "apiserver.crt")}`,
            "--kube-api-qps=200",
            "--kube-api-burst=400",
            "--profiling=false",
        ],
        cwd: paths.run,
        env: labEnvironment(paths),
        probe: { scheme: "https", port, path: "/healthz" },
        port,
    };
}
