import type { Layer } from "./layers";

/**
 * What istiod's Deployment must not overtake. A chart's objects are created in parallel, and an istiod that
 * starts before its injector ConfigMap is there serves without injection until it is restarted ("Skipping
 * sidecar injector, template not found"); one that may not read yet backs off for half a minute. The provider
 * honours this annotation among the objects of one chart.
 */
export function ordering(revision: string, namespace: string): Layer {
    const before = [
        `/namespaces/${namespace}/ConfigMap/istio-${revision}`,
        `/namespaces/${namespace}/ConfigMap/istio-sidecar-injector-${revision}`,
        `rbac.authorization.k8s.io/ClusterRoleBinding/istiod-clusterrole-${revision}-${namespace}`,
        `rbac.authorization.k8s.io/namespaces/${namespace}/RoleBinding/istiod-${revision}`,
    ];
    return {
        name: "ordering",
        values: { deploymentAnnotations: { "config.kubernetes.io/depends-on": before.join(",") } },
    };
}
