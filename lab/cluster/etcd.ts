import { join } from "node:path";
import { type LabPaths, sockets } from "./paths";
import { type LabTools, labEnvironment, type ProcessSpec, toolPath } from "./processSpec";

/**
 * etcd on Unix sockets inside the lab's home. It has no accounts here, and whoever reaches it owns the cluster,
 * so it must not listen where other users of the machine can connect, not even on loopback.
 */
export function etcdSpec(paths: LabPaths, tools: LabTools): ProcessSpec {
    const client = `unix://${sockets.etcdClient}`;
    const peer = `unix://${sockets.etcdPeer}`;
    return {
        name: "etcd",
        command: toolPath(tools, "etcd"),
        args: [
            "--name=lab",
            `--data-dir=${paths.etcd}`,
            `--listen-client-urls=${client}`,
            `--advertise-client-urls=${client}`,
            `--listen-peer-urls=${peer}`,
            `--initial-advertise-peer-urls=${peer}`,
            `--initial-cluster=lab=${peer}`,
            // Survives the death of every process, not the loss of power: right for a cluster that can be remade.
            "--unsafe-no-fsync",
            // A member that is alone need not wait a second to find out that nobody else wants to lead.
            "--heartbeat-interval=10",
            "--election-timeout=100",
            "--auto-compaction-mode=periodic",
            "--auto-compaction-retention=10m",
            "--log-level=warn",
        ],
        cwd: paths.run,
        env: labEnvironment(paths),
        probe: { scheme: "unix", socket: join(paths.run, sockets.etcdClient), path: "/health" },
    };
}
