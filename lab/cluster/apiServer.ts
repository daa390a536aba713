import { join } from "node:path";
import { credentialFiles } from "./credentials";
import { type LabPaths, sockets } from "./paths";
import { type LabTools, labEnvironment, type ProcessSpec, toolPath } from "./processSpec";

export const serviceRange = "10.96.0.0/16";

/**
 * An address of the fake node's network. The API server publishes it as the endpoint of the Service `kubernetes`
 * and refuses loopback there; without the flag it also refuses to start on a machine without a default route.
 */
export const advertisedAddress = "10.244.255.254";

export const egressConfigFile = "egress.yaml";

/**
 * Every webhook call leaves through our proxy on a Unix socket, so Services are reached without kube-proxy,
 * without privileges and without a loopback service range.
 */
export function egressConfig(): string {
    return `apiVersion: apiserver.k8s.io/v1beta1
kind: EgressSelectorConfiguration
egressSelections:
    - name: cluster
      connection:
          proxyProtocol: HTTPConnect
          transport:
              uds:
                  udsName: ${sockets.connectProxy}
`;
}

export function apiServerSpec(paths: LabPaths, tools: LabTools, port: number): ProcessSpec {
    const files = credentialFiles(paths);
    return {
        name: "kube-apiserver",
        command: toolPath(tools, "kube-apiserver"),
        args: [
            `--etcd-servers=unix://${sockets.etcdClient}`,
            "--bind-address=127.0.0.1",
            `--secure-port=${port}`,
            `--advertise-address=${advertisedAddress}`,
            `--cert-dir=${paths.certs}`,
            `--token-auth-file=${files.tokens}`,
            "--authorization-mode=RBAC",
            `--service-account-key-file=${files.serviceAccountKey}`,
            `--service-account-signing-key-file=${files.serviceAccountKey}`,
            "--service-account-issuer=https://kubernetes.default.svc",
            `--service-cluster-ip-range=${serviceRange}`,
            `--egress-selector-config-file=${join(paths.run, egressConfigFile)}`,
            // istio-init and many workloads of the wild ask for it; without it their pods are refused.
            "--allow-privileged=true",
            "--profiling=false",
        ],
        cwd: paths.run,
        env: labEnvironment(paths),
        probe: { scheme: "https", port, path: "/readyz" },
        port,
    };
}
