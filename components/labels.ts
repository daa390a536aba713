/** Every label and annotation this package writes or reads, with what it means. */
export const labels = {
    /** Injection by revision or tag; a namespace that also carries `istio-injection` ignores it. */
    revision: "istio.io/rev",
    /** Namespaces the control plane looks at (`meshConfig.discoverySelectors`). */
    discovery: "meshwright.io/mesh",
    discoveryValue: "enabled",
    managedBy: "app.kubernetes.io/managed-by",
    managedByValue: "meshwright",
    app: "app",
    version: "version",
    /** Set by Kubernetes on every namespace, so NetworkPolicies may rely on it. */
    namespaceName: "kubernetes.io/metadata.name",
    /** Marks the enforced ALLOW that lets traffic pass while a namespace is audited. */
    auditPass: "meshwright.io/audit-pass",
    /** Name of the Deployment a pod belongs to: the versions of a workload share every other label but one. */
    deployment: "meshwright.io/deployment",
    /** `canary` on the pods of a gateway's canary, which share every label that anything selects with the gateway's. */
    track: "meshwright.io/track",
    trackCanary: "canary",
    /** The stage of the namespace an object belongs to, on objects that only a stage justifies. */
    stage: "meshwright.io/stage",
    /** How far a rollback takes back what an object belongs to, on objects that only the rollback justifies. */
    rollback: "meshwright.io/rollback",
} as const;

export const annotations = {
    dryRun: "istio.io/dry-run",
    /** ISO date after which a dated stage is a violation. */
    until: "meshwright.io/until",
    owners: "meshwright.io/owners",
    /** The revision a pod was made for, on its template: the tag is in a label, and that stays when the tag moves. */
    revision: "meshwright.io/revision",
    /** Why a rollback is in force, beside its last day. */
    reason: "meshwright.io/reason",
    /** `none` on templates of pods that start without a proxy, so that they start anew when that changes. */
    proxy: "meshwright.io/proxy",
    /** Hosts, divided by commas, whose weights in this VirtualService somebody else writes. */
    externalWeights: "meshwright.io/external-weights",
    /** Codes that `istioctl analyze` does not report on the object, divided by commas. */
    suppressedFindings: "galley.istio.io/analyze-suppress",
    /** Read by the Pulumi provider: what of an object's status it waits for before it goes on. */
    waitFor: "pulumi.com/waitFor",
    /** Read by the Pulumi provider: whether a deletion waits for what depends on the object. */
    deletionPropagation: "pulumi.com/deletionPropagationPolicy",
} as const;
