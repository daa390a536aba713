import type {
    AuthorizationPolicySpec,
    Manifest,
    NetworkPolicySpec,
    VirtualServiceSpec,
} from "../istio/types";
import { labels } from "../labels";
import { byCodeUnits } from "./order";

/**
 * The order in which a namespace's objects come into being; each phase waits for the one before, and deletion
 * runs backwards. Nothing closes before what must stay open has been allowed, no route names a subset that does
 * not exist yet, and no pod starts before its policy stands. Guards come before the ALLOWs they stand beside: who
 * else is asked before anything is allowed, an audited namespace's pass before an ALLOW becomes a dry run. Requests
 * are sent to a version only once its pods are ready, and, deletion running backwards, a version goes only when
 * nothing is sent to it any more.
 */
export const phases = [
    "namespace",
    "identity",
    "routing",
    "routes",
    "guards",
    "allows",
    "closing",
    "workloads",
    "shares",
] as const;
export type Phase = (typeof phases)[number];

const phaseOfKind: Readonly<Record<string, Phase>> = {
    Namespace: "namespace",
    ServiceAccount: "identity",
    Role: "identity",
    RoleBinding: "identity",
    ClusterRole: "identity",
    ClusterRoleBinding: "identity",
    ConfigMap: "identity",
    PersistentVolumeClaim: "identity",
    Issuer: "identity",
    Certificate: "identity",
    ServiceEntry: "routing",
    Gateway: "routing",
    EnvoyFilter: "routing",
    // Before the policies that demand a request principal: until a token is judged nobody has one.
    RequestAuthentication: "routing",
    DestinationRule: "routing",
    Sidecar: "routing",
    // After the DestinationRules it may refer to: a route to a missing subset answers 503.
    VirtualService: "routes",
    PeerAuthentication: "closing",
    Telemetry: "routing",
    PodMonitor: "routing",
    ServiceMonitor: "routing",
    PrometheusRule: "routing",
    Service: "workloads",
    DaemonSet: "workloads",
    Deployment: "workloads",
    StatefulSet: "workloads",
    Job: "workloads",
    CronJob: "workloads",
    PodDisruptionBudget: "workloads",
};

/** The phase an emitted object belongs to. Throws on a kind this package does not emit. */
export function phaseOf(manifest: Manifest): Phase {
    if (manifest.kind === "AuthorizationPolicy") {
        const spec = manifest.spec as AuthorizationPolicySpec;
        if (spec.action === "CUSTOM" || manifest.metadata.labels?.[labels.auditPass] !== undefined) {
            return "guards";
        }
        // What selects every workload of the namespace and allows nothing is what closes it.
        return spec.selector === undefined && spec.rules === undefined ? "closing" : "allows";
    }
    if (manifest.kind === "NetworkPolicy") {
        const spec = manifest.spec as NetworkPolicySpec;
        return spec.podSelector.matchLabels === undefined ? "closing" : "allows";
    }
    if (manifest.kind === "VirtualService" && choosesVersions(manifest.spec as VirtualServiceSpec)) {
        return "shares";
    }
    const phase = phaseOfKind[manifest.kind];
    if (phase === undefined) {
        throw new Error(`internal error: no phase is set for kind ${manifest.kind}`);
    }
    return phase;
}

/** Sorted by phase, then kind, then name, then namespace. */
export function inPhaseOrder(manifests: readonly Manifest[]): Manifest[] {
    return [...manifests].sort(
        (left, right) =>
            phases.indexOf(phaseOf(left)) - phases.indexOf(phaseOf(right)) ||
            byCodeUnits(left.kind, right.kind) ||
            byCodeUnits(left.metadata.name, right.metadata.name) ||
            byCodeUnits(left.metadata.namespace ?? "", right.metadata.namespace ?? ""),
    );
}

/** Whether a service's own routes tell its versions apart. */
export function choosesVersions({ hosts, http = [] }: VirtualServiceSpec): boolean {
    return http.some(({ route, mirrors = [] }) =>
        [...route, ...mirrors].some(
            ({ destination }) => destination.subset !== undefined && hosts.includes(destination.host),
        ),
    );
}
