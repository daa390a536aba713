import type { BreakGlass } from "./breakGlass";

/** What a rule may take into account besides the objects; everything comes in, nothing is looked up. */
export interface Context {
    /** ISO date (YYYY-MM-DD). */
    readonly today: string;
    /** Whether labelled, dated stages of a namespace's way into the mesh excuse what they need. */
    readonly datedStages: "allow" | "refuse";
    /** Namespaces of the control plane: nothing there is excused by a stage, and Istio's own pods live there. */
    readonly rootNamespaces: readonly string[];
    /** Header names to keep out of telemetry, in lower case, besides the well-known ones. */
    readonly sensitiveHeaders: readonly string[];
    /** Namespaces of the observability stack, whose pods are read, and read others, past their proxies. */
    readonly metricsNamespaces: readonly string[];
    /** How many tries one call may come to at the end of a chain of services that all try again. */
    readonly triesBudget: number;
    /** Percentage of requests that may be traced. */
    readonly samplingLimit: number;
    /** Revisions and tags of the cluster that another stack declares. */
    readonly knownRevisions: readonly string[];
    /** Revisions that are about to go, or are gone: nothing may use them any more. */
    readonly removedRevisions: readonly string[];
    /** Versions of Istio that run although a rule about versions refuses them. */
    readonly acceptedVersions: readonly AcceptedVersion[];
    /** Laid over the table of the pack: an entry replaces the one with its id, or is one more. */
    readonly knownBypasses: readonly KnownBypass[];
    /** The cluster's Kubernetes, `major.minor`; absent: not judged. */
    readonly kubernetesVersion?: string;
    /** Minor of Istio whose CRDs the cluster has; absent: the newest that is pinned. */
    readonly crdMinor?: string;
    readonly exemptions: readonly Exemption[];
    /** Absent where nothing is on fire; one that does not count is not handed in. */
    readonly breakGlass?: BreakGlass;
    /** Absent: deny for our own components and stack rules, warn elsewhere. */
    readonly onUnknown?: "deny" | "warn";
}

/** Objects a rule leaves alone: by name, by URN, or by both; why, who answers for it, and until when. */
export interface Exemption {
    /** `Kind namespace/name` as refusals write it; `*` stands for any run of characters. */
    readonly object?: string;
    /** Of the resource; `*` as well. Plain manifests have none. */
    readonly urn?: string;
    readonly reason: string;
    /** The schemas demand both; without them an exemption does not count. */
    readonly owner?: string;
    /** ISO date; its last day. */
    readonly until?: string;
}

/** A version of Istio that is run knowingly, why, and until when. */
export interface AcceptedVersion {
    /** `major.minor.patch` of a control plane. */
    readonly version: string;
    readonly reason: string;
    /** ISO date; it is accepted through this day. */
    readonly until: string;
}

/** A way around policy that some versions of Istio leave open to whoever configures a certain feature. */
export interface KnownBypass {
    /** Of the advisory. */
    readonly id: string;
    readonly feature: BypassFeature;
    /** First version with the fix in each minor that has it; later minors have had it from the start. */
    readonly fixedIn: readonly string[];
}

export const bypassFeatures = [
    "authorization-methods",
    "authorization-paths",
    "authorization-headers",
    "authorization-dotted-service-accounts",
    "backend-tls",
    "jwks-uri",
] as const;
export type BypassFeature = (typeof bypassFeatures)[number];

/** Settings a rule may read beyond `onUnknown` and `exemptions`, which every rule has. */
export type SettingName =
    | "now"
    | "datedStages"
    | "rootNamespaces"
    | "sensitiveHeaders"
    | "metricsNamespaces"
    | "triesBudget"
    | "samplingLimit"
    | "knownRevisions"
    | "removedRevisions"
    | "acceptedVersions"
    | "knownBypasses"
    | "kubernetesVersion"
    | "crdMinor";

export const defaultContext: Omit<Context, "today"> = {
    datedStages: "allow",
    rootNamespaces: ["istio-system"],
    sensitiveHeaders: [],
    metricsNamespaces: ["observability"],
    triesBudget: 16,
    samplingLimit: 10,
    knownRevisions: [],
    removedRevisions: [],
    acceptedVersions: [],
    knownBypasses: [],
    exemptions: [],
};
