/** How to reach a cluster to read. */
export interface ClusterAccess {
    /** Path of a kubeconfig, or its text. Defaults to what kubectl would use. */
    readonly kubeconfig?: string | undefined;
    /** Context of the kubeconfig. Defaults to its current one. */
    readonly context?: string | undefined;
    /** Most seconds for everything; what was not read by then is unreadable. Defaults to 60. */
    readonly timeoutSeconds?: number | undefined;
}
