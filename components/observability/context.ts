import type { Observability, ServiceGraph } from "../graph";

/** What every part of the stack is built from. */
export interface ObservabilityContext {
    readonly observability: Observability;
    readonly graph: ServiceGraph;
    /** Namespace of the control plane. */
    readonly rootNamespace: string;
    readonly clusterDomain: string;
    /** Revision to version of every declared control plane. */
    readonly revisions: ReadonlyMap<string, string>;
}
