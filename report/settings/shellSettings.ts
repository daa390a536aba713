import type { Gateway } from "../../components/graph";
import type { Mesh } from "../../mesh";

/** By the path that a stack file has, so that a leaf that differs is found there. */
export type ShellSettings = Readonly<Record<string, unknown>>;

/**
 * What of a stack's settings no derived object holds: where it deploys, and what goes into charts. Every default is
 * filled in, so that writing one down changes nothing.
 */
export function shellSettings({ settings, graph, derived }: Pick<Mesh, "settings" | "graph" | "derived">) {
    const { scope, cluster, charts, controlPlane, cni, retired, removals } = settings;
    const { certManager, gateways } = graph.platform;
    return {
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
    } satisfies ShellSettings;
}

/** What its chart alone is told; its kind, tag and ports stand in objects. */
function ofGateway({ replicas, maxReplicas, resources, canary, ingress }: Gateway): ShellSettings {
    return {
        replicas,
        maxReplicas,
        resources,
        canary,
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
