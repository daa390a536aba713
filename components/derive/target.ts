/**
 * What the derived objects will meet: the control planes that are live in this stack and the platform's own
 * addresses. A feature is used only if every live revision has it (`oldest`).
 */
export interface Target {
    /** Oldest and newest live Istio version, `major.minor.patch`. */
    readonly oldest: string;
    readonly newest: string;
    readonly dataPlane: "sidecar";
    /** Where mesh-wide objects live: the control plane's namespace. */
    readonly rootNamespace: string;
    readonly trustDomain: string;
    readonly clusterDomain: string;
    /** Names of the live revisions, sorted; each is an istiod that every proxy may have to reach. */
    readonly revisions: readonly string[];
    /** Tag to the revision it points to. */
    readonly tags: ReadonlyMap<string, string>;
    /** Services that every proxy talks to itself (extension providers); every Sidecar imports them. */
    readonly systemServices: readonly SystemService[];
    /** Namespaces whose pods scrape metrics from every workload (15020), sorted. */
    readonly scraperNamespaces: readonly string[];
}

export interface SystemService {
    /** `namespace/fqdn`, as a Sidecar names it. */
    readonly host: string;
    /** Namespace of its pods; absent outside the cluster. */
    readonly namespace?: string;
    /** Labels of its pods; absent where they are somebody else's to choose. */
    readonly selector?: Readonly<Record<string, string>>;
    /** Of its pods. */
    readonly ports: readonly number[];
}
