/** Names by which components are called in configurations. */
export interface ComponentNames {
    readonly otlpGrpc: string;
    readonly otlpHttp: string;
    readonly k8sAttributes: string;
    readonly fileLog: string;
    readonly loadBalancing: string;
    readonly spanMetrics: string;
}

/**
 * Each name that was changed, with the first minor release of 0.x that knows the new one. A later release takes the old
 * one with a warning; an earlier one does not start with the new one. Where the release is not known for certain a
 * later one stands here, since that costs a warning at most.
 */
const renamed: Readonly<Record<keyof ComponentNames, { before: string; after: string; since: number }>> = {
    otlpGrpc: { before: "otlp", after: "otlp_grpc", since: 144 },
    otlpHttp: { before: "otlphttp", after: "otlp_http", since: 144 },
    k8sAttributes: { before: "k8sattributes", after: "k8s_attributes", since: 146 },
    fileLog: { before: "filelog", after: "file_log", since: 149 },
    loadBalancing: { before: "loadbalancing", after: "load_balancing", since: 154 },
    spanMetrics: { before: "spanmetrics", after: "span_metrics", since: 155 },
};

/** @param version - of the collector, such as 0.159.0 */
export function componentNames(version: string): ComponentNames {
    const minor = minorOf(version);
    const name = (key: keyof ComponentNames) => {
        const { before, after, since } = renamed[key];
        return minor >= since ? after : before;
    };
    return {
        otlpGrpc: name("otlpGrpc"),
        otlpHttp: name("otlpHttp"),
        k8sAttributes: name("k8sAttributes"),
        fileLog: name("fileLog"),
        loadBalancing: name("loadBalancing"),
        spanMetrics: name("spanMetrics"),
    };
}

/** Releases with a 1 in front will know every new name. */
function minorOf(version: string): number {
    const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(version) ?? [];
    if (major === undefined || minor === undefined) {
        throw new Error(`${JSON.stringify(version)} is not a version of the collector, such as 0.159.0`);
    }
    return major === "0" ? Number(minor) : Number.POSITIVE_INFINITY;
}
