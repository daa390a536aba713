import { join } from "node:path";
import { labKubeconfig } from "../lab/cluster/labKubeconfig";
import { labStatus } from "../lab/cluster/status";
import { exceptionsUntil } from "../lab/deploy/exceptionDate";
import { overrideForLab } from "../lab/deploy/overrides";
import type { ClusterSettings } from "../settings";

type Config = Readonly<Record<string, unknown>>;

/** The lab of this checkout that runs a stack. */
export interface RunningLab {
    /** This project's keys of a stack file as the lab runs them: on its cluster, with the revisions it can have. */
    readonly adapt: (config: Config) => Config;
}

const prefix = "meshwright:";

/** The lab that `npm run up` started for this stack, if it runs. */
export async function runningLab(program: string, stack: string): Promise<RunningLab | undefined> {
    const home = join(program, ".lab", stack);
    const { condition } = await labStatus(home);
    const kubeconfig = labKubeconfig(home);
    if ((condition !== "healthy" && condition !== "degraded") || kubeconfig === undefined) {
        return undefined;
    }
    const facts = { kubeconfig, charts: join(home, "charts", "{version}"), until: exceptionsUntil(home) };
    return {
        adapt: (config) =>
            renamed(
                overrideForLab(
                    renamed(config, (key) => `${prefix}${key}`),
                    facts,
                ),
                (key) => key.slice(prefix.length),
            ),
    };
}

function renamed(config: Config, rename: (key: string) => string): Config {
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [rename(key), value]));
}

/** Which cluster is meant, in words for a first line. */
export function clusterInWords({ kubeconfig, context }: ClusterSettings): string {
    const where = kubeconfig === undefined ? "kubectl's own cluster" : `the cluster of ${kubeconfig}`;
    return context === undefined ? where : `${where}, context ${context}`;
}

/** The lab in words, with what it runs in the place of what is declared: both in the order of the stack file. */
export function labInWords(declared: readonly string[], runs: readonly string[]): string {
    const others = declared.flatMap((name, at) =>
        runs[at] === undefined || runs[at] === name ? [] : [`${runs[at]} for ${name}`],
    );
    return [
        "the lab of this checkout",
        ...(others.length === 0 ? [] : [`which runs ${others.join(", ")}`]),
    ].join(", ");
}
