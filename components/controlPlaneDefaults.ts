import { istioChartRepository, istioImageHub } from "./versions";

/** What a control plane is where nobody says otherwise, in a program of one's own as in a stack file. */
export const controlPlaneDefaults = {
    charts: { kind: "repository", url: istioChartRepository },
    hub: istioImageHub,
    trustDomain: "cluster.local",
    rootNamespace: "istio-system",
    size: { replicas: 1, maxReplicas: 5, cpu: "500m", memory: "2Gi" },
} as const;

/** Namespace of istio-cni where nobody says otherwise. */
export const cniNamespaceDefault = "istio-cni";
