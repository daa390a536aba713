import { order } from "./catalogue";
import { defaultResources } from "./defaults";
import type { Workload, WorkloadDeployment } from "./model";
import type { WorkloadRollout } from "./rollout";
import type { RawDeployment } from "./sections/deployment";
import type { RawWorkload } from "./sections/workload";

export function buildWorkload(
    namespace: string,
    name: string,
    { selector = { app: name }, serviceAccount = name, deployment, spanTags = {} }: RawWorkload,
    rollout: WorkloadRollout | undefined,
): Workload {
    const base = {
        id: `${namespace}/${name}`,
        namespace,
        name,
        selector: { ...selector },
        serviceAccount,
        ...(Object.keys(spanTags).length === 0 ? {} : { spanTags: { ...spanTags } }),
    };
    if (deployment === undefined) {
        return base;
    }
    const versions = [...(rollout?.versions ?? [])].sort((left, right) => order(left.version, right.version));
    return {
        ...base,
        deployment: buildDeployment(deployment, rollout),
        ...(versions.length === 0 ? {} : { versions }),
    };
}

function buildDeployment(raw: RawDeployment, rollout: WorkloadRollout | undefined): WorkloadDeployment {
    const { schedule, command, args, probe } = raw;
    return {
        kind: raw.kind ?? "Deployment",
        image: rollout?.image ?? raw.image,
        version: rollout?.version ?? raw.version ?? "v1",
        replicas: rollout?.replicas ?? raw.replicas ?? 1,
        ...(schedule === undefined ? {} : { schedule }),
        ...(command === undefined ? {} : { command: [...command] }),
        ...(args === undefined ? {} : { args: [...args] }),
        env: { ...raw.env },
        ...(probe === undefined ? {} : { probe: { ...probe } }),
        resources: { ...defaultResources, ...raw.resources, ...rollout?.resources },
        writable: [...(raw.writable ?? [])].sort(),
        volumes: (raw.volumes ?? []).map((volume) => ({ ...volume })),
    };
}
