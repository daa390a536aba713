import type { ChartValues } from "./istio/values";

/**
 * Values of cert-manager's chart. Its pods are hardened by default (no root, no capabilities, read-only root,
 * seccomp), so what is said here is what it leaves open or to others.
 */
export function certManagerValues({
    namespace,
    serviceAccount,
}: {
    readonly namespace: string;
    readonly serviceAccount: string;
}): ChartValues {
    return {
        // Kept on deletion: with the CRDs every certificate of the cluster would go, whoever asked for it.
        crds: { enabled: true, keep: true },
        // Its leases need no rights in kube-system, which some clusters do not give.
        global: { leaderElection: { namespace } },
        serviceAccount: { create: true, name: serviceAccount },
        resources: sized("50m", "128Mi"),
        webhook: { timeoutSeconds: 10, resources: sized("20m", "64Mi") },
        cainjector: { resources: sized("20m", "128Mi") },
        // Asks the webhook until it answers, so that the first issuer is not refused.
        startupapicheck: { enabled: true, resources: sized("10m", "64Mi") },
    };
}

/** No limit on CPU: a throttled webhook answers late, and late is refused. */
function sized(cpu: string, memory: string): ChartValues {
    return { requests: { cpu, memory }, limits: { memory: `${Number.parseInt(memory, 10) * 2}Mi` } };
}
