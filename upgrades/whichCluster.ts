import { join, relative } from "node:path";
import { labStatus } from "../lab/cluster/status";
import { labStackFile } from "../lab/deploy/stackFile";
import type { ClusterSettings } from "../settings";

/** The lab of this checkout that runs a stack. */
export interface RunningLab {
    /** Its copy of the stack file, which names revisions as the lab can run them. */
    readonly stackFile: string;
}

/** The lab that `npm run up` started for this stack, if it runs. */
export async function runningLab(program: string, stack: string): Promise<RunningLab | undefined> {
    const home = join(program, ".lab", stack);
    const { condition } = await labStatus(home);
    return condition === "healthy" || condition === "degraded"
        ? { stackFile: relative(process.cwd(), labStackFile(stack, home)) }
        : undefined;
}

/** Which cluster is meant, in words for a first line. */
export function clusterInWords({ kubeconfig, context }: ClusterSettings): string {
    const where = kubeconfig === undefined ? "kubectl's own cluster" : `the cluster of ${kubeconfig}`;
    return context === undefined ? where : `${where}, context ${context}`;
}
