/** Targets through the API server, filtered there where it can: Prometheus holds only the pods it scrapes. */

export interface Relabeling {
    readonly source_labels?: readonly string[];
    readonly separator?: string;
    readonly regex?: string;
    readonly target_label?: string;
    readonly replacement?: string;
    readonly action?: string;
}

export interface PodTargets {
    /** Absent: of every namespace. */
    readonly namespace?: string;
    /** Selector of labels, as kubectl takes it. */
    readonly selector: string;
    readonly port: number;
}

export function podDiscovery({ namespace, selector }: PodTargets): Readonly<Record<string, unknown>> {
    return {
        role: "pod",
        ...(namespace === undefined ? {} : { namespaces: { names: [namespace] } }),
        selectors: [{ role: "pod", label: selector }],
    };
}

/** One target for a pod, whatever ports its containers name: those that come out alike are one. */
export function podRelabelings({ port }: PodTargets): Relabeling[] {
    const meta = "__meta_kubernetes_pod";
    const label = (from: string, to: string): Relabeling => ({
        source_labels: [`${meta}_${from}`],
        target_label: to,
        action: "replace",
    });
    return [
        // Those that have ended have no one to answer, and their address may be another pod's.
        { source_labels: [`${meta}_phase`], regex: "Pending|Succeeded|Failed", action: "drop" },
        address("([0-9.]+)", group(1, `:${port}`)),
        address("(.*:.*)", `[${group(1, "")}]:${port}`),
        { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace", action: "replace" },
        label("name", "pod"),
        label("label_app", "app"),
        label("label_istio_io_rev", "revision"),
        label("node_name", "node"),
    ];

    function address(regex: string, replacement: string): Relabeling {
        return {
            source_labels: [`${meta}_ip`],
            regex,
            target_label: "__address__",
            replacement,
            action: "replace",
        };
    }
}

function group(number: number, rest: string): string {
    return `\${${number}}${rest}`;
}
