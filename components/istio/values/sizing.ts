import type { Layer } from "./layers";

/** How large the control plane is in this environment. */
export interface IstiodSize {
    /** At least so many; two or more are never drained at once. */
    readonly replicas: number;
    /** At most so many under load. */
    readonly maxReplicas: number;
    /** Request of each replica, `500m`. */
    readonly cpu: string;
    /** Request of each replica, `2Gi`. */
    readonly memory: string;
}

/**
 * The chart renders a PodDisruptionBudget only when `autoscaleMin` is above one, so one replica has none (it
 * would block every drain) and two or more always have one (INS-17).
 */
export function sizing(size: IstiodSize): Layer {
    return {
        name: "sizing",
        values: {
            autoscaleEnabled: true,
            autoscaleMin: size.replicas,
            autoscaleMax: Math.max(size.replicas, size.maxReplicas),
            resources: { requests: { cpu: size.cpu, memory: size.memory } },
            topologySpreadConstraints: [
                {
                    maxSkew: 1,
                    topologyKey: "kubernetes.io/hostname",
                    whenUnsatisfiable: "ScheduleAnyway",
                    labelSelector: { matchLabels: { app: "istiod" } },
                },
            ],
            // RSC-05, RSC-10: a proxy's request is what it needs with scoped config, the limit is its ceiling.
            global: {
                proxy: {
                    resources: {
                        requests: { cpu: "50m", memory: "96Mi" },
                        limits: { cpu: "1", memory: "512Mi" },
                    },
                },
            },
        },
    };
}
