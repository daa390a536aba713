import * as k8s from "@pulumi/kubernetes";
import type { ClusterSettings } from "./settings";

/** The one provider of the program; without settings it reaches the cluster kubectl would. */
export function clusterProvider(cluster: ClusterSettings): k8s.Provider {
    return new k8s.Provider("cluster", {
        ...(cluster.kubeconfig === undefined ? {} : { kubeconfig: cluster.kubeconfig }),
        ...(cluster.context === undefined ? {} : { context: cluster.context }),
        // The client's own default (5 requests a second) makes a preview of a thousand objects take minutes.
        kubeClientSettings: cluster.client,
        // Else a ConfigMap with new data is replaced, which fails for one with a fixed name: it is created beside
        // itself, and conflicts with the field manager of the old one. Every chart of another version has some.
        enableConfigMapMutable: true,
    });
}
