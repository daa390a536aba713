import type { ChartPlace } from "../components/chartSource";
import { cniNamespaceDefault, controlPlaneDefaults } from "../components/controlPlaneDefaults";
import type { NamespaceRollout, Rollout, Scope } from "../components/graph";
import { buildPlatform } from "./buildPlatform";
import { buildExperiment, buildServiceRollout, buildVersions } from "./buildTraffic";
import type { RawCni } from "./cniSchema";
import type { Settings } from "./model";
import { sortedMap } from "./sortedMap";
import type { StackContent } from "./stackSchema";

/** Settings of a content without errors, every default filled in. */
export function buildSettings(content: StackContent): Settings {
    const { qps = 50, burst = Math.max(100, qps) } = content.cluster?.client ?? {};
    const { kubeconfig, context, kubernetes } = content.cluster ?? {};
    const { size, hub: usualHub, trustDomain } = controlPlaneDefaults;
    const {
        replicas = size.replicas,
        maxReplicas = Math.max(size.maxReplicas, replicas),
        hub = usualHub,
        resources: { cpu = size.cpu, memory = size.memory } = {},
    } = content.controlPlane ?? {};
    return {
        environment: content.environment ?? "",
        scope: buildScope(content.scope),
        cluster: {
            ...(kubeconfig === undefined ? {} : { kubeconfig }),
            ...(context === undefined ? {} : { context }),
            client: { qps, burst },
            ...(kubernetes === undefined ? {} : { kubernetes }),
        },
        charts: buildCharts(content.charts),
        mesh: { trustDomain: content.mesh?.trustDomain ?? trustDomain },
        controlPlane: {
            replicas,
            maxReplicas,
            hub,
            resources: { cpu, memory },
        },
        revisions: sortedMap(content.revisions, ({ version }) => ({ version })),
        tags: sortedMap(content.tags, (revision) => revision),
        retired: new Set([...(content.retired ?? [])].sort()),
        removals: sortedMap(content.removals, (removal) => copied(removal)),
        ...(content.cni === undefined
            ? {}
            : { cni: { version: content.cni.version, namespace: cniNamespace(content.cni) } }),
        exceptions: (content.exceptions ?? []).map((exception) => ({ ...exception })),
        rollout: buildRollout(content),
        ...(content.rollback === undefined ? {} : { rollback: copied(content.rollback) }),
        catalog: content.catalog ?? "catalog",
    };
}

export function buildScope(scope: StackContent["scope"]): Scope {
    if (scope === undefined || scope === "all") {
        return { kind: "all" };
    }
    return scope === "platform" ? { kind: "platform" } : { kind: "namespaces", names: [...scope].sort() };
}

/** `istio-cni`, when nothing is written. */
export function cniNamespace({ namespace = cniNamespaceDefault }: RawCni): string {
    return namespace;
}

function buildCharts(charts: StackContent["charts"]): ChartPlace {
    return charts?.folder === undefined
        ? { kind: "repository", url: charts?.repository ?? controlPlaneDefaults.charts.url }
        : { kind: "folder", path: charts.folder };
}

function buildRollout(content: StackContent): Rollout {
    const { namespaces, stores } = content;
    return {
        namespaces: sortedMap(
            namespaces,
            ({
                stage,
                until,
                tag,
                deploy = false,
                rollWithTag = false,
                workloads,
                services,
                experiments,
            }): NamespaceRollout => ({
                stage,
                ...(until === undefined ? {} : { until }),
                ...(tag === undefined ? {} : { tag }),
                deploy,
                ...(rollWithTag ? { rollWithTag } : {}),
                workloads: sortedMap(workloads, ({ versions, ...workload }) => ({
                    ...copied(workload),
                    ...(versions === undefined ? {} : { versions: buildVersions(versions) }),
                })),
                services: sortedMap(services, buildServiceRollout),
                experiments: sortedMap(experiments, buildExperiment),
            }),
        ),
        stores: sortedMap(stores, (endpoint) => copied(endpoint)),
        platform: buildPlatform(content),
    };
}

/** What was read has maps without a prototype; what is handed on is ordinary data. */
function copied<Value extends object>(value: Value): Value {
    return structuredClone(value);
}
