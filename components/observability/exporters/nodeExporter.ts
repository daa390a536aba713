import type { Manifest } from "../../istio/types";
import type { ObservabilityContext } from "../context";
import { names, ports } from "../names";
import { daemonSet, serviceAccount } from "../workloads";
import { exporterPod } from "./exporterPod";

const { nodeExporter: name } = names;
const root = "/host";

/** Those that read of a network namespace; without the node's own they would tell of the pod's. */
const networkCollectors = ["arp", "conntrack", "netdev", "netstat", "sockstat", "tcpstat", "udp_queues"];

/**
 * Of every node what its files say, read-only and as nobody. It shares neither the node's network nor its processes, so
 * that of the network it says nothing.
 */
export function nodeExporter(context: ObservabilityContext): Manifest[] {
    const { namespace, exporters } = context.observability;
    if (!exporters.node) {
        return [];
    }
    const pod = exporterPod(context, {
        name,
        image: "nodeExporter",
        port: ports.nodeExporter,
        health: "/",
        args: [
            `--web.listen-address=:${ports.nodeExporter}`,
            `--path.rootfs=${root}`,
            `--path.procfs=${root}/proc`,
            `--path.sysfs=${root}/sys`,
            ...networkCollectors.map((collector) => `--no-collector.${collector}`),
            // What containers mount and unmount would be series that live for minutes.
            "--collector.filesystem.mount-points-exclude=^/(dev|proc|run|sys|var/lib/(containerd|docker|kubelet))($|/)",
            "--collector.filesystem.fs-types-exclude=^(autofs|cgroup2?|overlay|proc|squashfs|sysfs|tmpfs|tracefs)$",
        ],
    });
    return [
        serviceAccount(namespace, name),
        daemonSet({ ...pod, user: 65_534, mounts: [{ name: "root", path: root, node: "/" }] }),
    ];
}
