import { buildObjective } from "./buildObjective";
import { buildOperation } from "./buildOperation";
import { buildConnectionPool, buildRetryBudget } from "./buildPools";
import { buildRateLimits } from "./buildRateLimits";
import { buildTraffic, buildVersionRoutes } from "./buildTraffic";
import { order } from "./catalogue";
import { profiles } from "./defaults";
import type { Service, TrafficShare } from "./model";
import type { ServiceRollout } from "./rollout";
import type { RawService } from "./sections/service";

export function buildService(
    namespace: string,
    name: string,
    raw: RawService,
    clusterDomain: string,
    { served, ...rollout }: ServiceRollout & { readonly served: ReadonlySet<string> | undefined },
): Service {
    const ports = Object.entries(raw.ports)
        .map(([portName, { port, targetPort = port, protocol }]) => ({
            name: portName,
            port,
            targetPort,
            protocol,
        }))
        .sort((left, right) => order(left.name, right.name));
    const profile = raw.profile ?? "moderate";
    // A request sent to a version nobody runs would be answered 503; a rule has warned that it takes the usual way.
    const versionRoutes = buildVersionRoutes(raw.traffic ?? {}).filter(({ subset }) => {
        const version = raw.subsets?.[subset]?.version;
        return served === undefined || (version !== undefined && served.has(version));
    });
    return {
        id: `${namespace}/${name}`,
        namespace,
        name,
        host: `${name}.${namespace}.svc.${clusterDomain}`,
        workload: `${namespace}/${raw.workload}`,
        headless: raw.headless ?? false,
        ports,
        operations: Object.entries(raw.operations ?? {})
            .map(([operation, rawOperation]) => buildOperation(operation, rawOperation, ports))
            .sort((left, right) => order(left.name, right.name)),
        profile,
        subsets: Object.entries(raw.subsets ?? {})
            .map(([subset, { version }]) => ({ name: subset, labels: { version } }))
            .sort((left, right) => order(left.name, right.name)),
        traffic: buildTraffic(raw.traffic ?? {}),
        connectionPool: buildConnectionPool(raw, ports),
        outlierDetection: { ...profiles[profile].outlierDetection, ...raw.outlierDetection },
        ...(raw.rateLimits === undefined || raw.rateLimits.length === 0
            ? {}
            : { rateLimits: buildRateLimits(raw.rateLimits) }),
        ...buildRetryBudget(raw, ports),
        ...(raw.slo === undefined ? {} : { slo: buildObjective(raw.slo) }),
        ...(versionRoutes.length === 0 ? {} : { versionRoutes }),
        ...rollout,
        ...(rollout.share?.kind === "external" ? { share: externalShare(raw.subsets ?? {}, served) } : {}),
    };
}

/** Until the controller speaks everything goes to the workload's own version, the first of those that run. */
function externalShare(
    subsets: NonNullable<RawService["subsets"]>,
    served: ReadonlySet<string> | undefined,
): TrafficShare {
    const [own] = served ?? [];
    const initial = Object.entries(subsets).find(([, { version }]) => version === own)?.[0];
    return initial === undefined ? { kind: "external" } : { kind: "external", initial };
}
