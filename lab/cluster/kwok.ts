import { join } from "node:path";
import { advertisedAddress } from "./apiServer";
import { componentKubeconfig } from "./credentials";
import type { LabPaths } from "./paths";
import { type LabTools, labEnvironment, type ProcessSpec, toolPath } from "./processSpec";

/** Addresses kwok gives to pods; istiod's pods, which kwok does not play, take theirs from the other half. */
export const kwokPodRange = "10.244.0.0/17";

export const kwokConfigFile = "kwok.yaml";

/** Plays the node and the pods. It serves nothing: without a server address it opens no port. */
export function kwokSpec(paths: LabPaths, tools: LabTools): ProcessSpec {
    return {
        name: "kwok",
        command: toolPath(tools, "kwok"),
        args: [
            `--kubeconfig=${componentKubeconfig(paths, "kwok")}`,
            `--config=${join(paths.run, kwokConfigFile)}`,
            "--manage-all-nodes=true",
            `--cidr=${kwokPodRange}`,
            `--node-ip=${advertisedAddress}`,
            "--node-lease-duration-seconds=40",
        ],
        cwd: paths.run,
        env: labEnvironment(paths),
    };
}
