import { componentKubeconfig } from "./credentials";
import type { LabPaths } from "./paths";
import { type LabTools, labEnvironment, type ProcessSpec, toolPath } from "./processSpec";

export function schedulerSpec(paths: LabPaths, tools: LabTools, port: number): ProcessSpec {
    const kubeconfig = componentKubeconfig(paths, "kube-scheduler");
    return {
        name: "kube-scheduler",
        command: toolPath(tools, "kube-scheduler"),
        args: [
            `--kubeconfig=${kubeconfig}`,
            `--authentication-kubeconfig=${kubeconfig}`,
            `--authorization-kubeconfig=${kubeconfig}`,
            "--bind-address=127.0.0.1",
            `--secure-port=${port}`,
            "--leader-elect=false",
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
