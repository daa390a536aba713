import type { ExperimentRollout, Gateway } from "../../components/graph";
import type { Mesh } from "../../mesh";

/** By the path that a stack file has, so that a leaf that differs is found there. */
export type ShellSettings = Readonly<Record<string, unknown>>;

/**
 * What of a stack's settings no derived object holds: where it deploys, what goes into charts, and what is allowed here
 * for how long. Every default is filled in, so that writing one down changes nothing.
 */
export function shellSettings({ settings, graph, derived }: Pick<Mesh, "settings" | "graph" | "derived">) {
    const { environment, scope, cluster, charts, controlPlane, cni, retired, removals, rollback } = settings;
    const { certManager, gateways, callBudget, experimentsAllowed } = graph.platform;
    return {
        environment,
        scope: scope.kind === "namespaces" ? [...scope.names].sort() : scope.kind,
        cluster,
        charts: charts.kind === "folder" ? { folder: charts.path } : { repository: charts.url },
        controlPlane,
        cni,
        certManager:
            certManager?.install === true
                ? { install: true, namespace: certManager.namespace }
                : { install: false },
        gateways: Object.fromEntries([...gateways].map(([name, gateway]) => [name, ofGateway(gateway)])),
        meshConfig: { extensionProviders: derived.extensionProviders, proxyStats: derived.proxyStats },
        retired: listed([...retired].sort()),
        removals: Object.fromEntries(removals),
        exceptions: byRule(settings.exceptions),
        rollback,
        callBudget,
        experimentsAllowed,
        namespaces: Object.fromEntries(
            [...settings.rollout.namespaces].map(([name, { experiments }]) => [
                name,
                { experiments: Object.fromEntries([...experiments].map(ofExperiment)) },
            ]),
        ),
    } satisfies ShellSettings;
}

function byRule(exceptions: Mesh["settings"]["exceptions"]): ShellSettings {
    const inWords = (rule: string): readonly string[] =>
        exceptions
            .filter((each) => each.rule === rule)
            .map(({ reason, until }) => `${reason}, until ${until}`);
    return Object.fromEntries(exceptions.map(({ rule }) => [rule, inWords(rule)]));
}

/** Its faults stand in a VirtualService. */
function ofExperiment([name, { until }]: readonly [string, ExperimentRollout]): [string, ShellSettings] {
    return [name, { until }];
}

/** What its chart alone is told; its kind and ports stand in objects, and its tags are told of as revisions. */
function ofGateway({ replicas, maxReplicas, resources, canary, ingress }: Gateway): ShellSettings {
    return {
        replicas,
        maxReplicas,
        resources,
        canary: canary === undefined ? undefined : { replicas: canary.replicas },
        ...(ingress === undefined
            ? {}
            : {
                  service: {
                      type: ingress.serviceType,
                      annotations: ingress.serviceAnnotations,
                      sourceRanges: listed(ingress.sourceRanges),
                  },
                  trustedProxies: ingress.trustedProxies,
              }),
    };
}

/** A list without an element is not set. */
function listed(values: readonly string[]): readonly string[] | undefined {
    return values.length === 0 ? undefined : values;
}
