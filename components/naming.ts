/**
 * Logical names of Pulumi resources: a contract, because a renamed resource is deleted and created again. Held
 * by test/golden/urns.*.txt; change only with aliases.
 */

/** A namespaced object: `namespace/name`; the type token keeps kinds apart. A cluster object: its name. */
export function objectName(metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
}): string {
    return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

/** The component that owns a catalogue namespace is named by it, so that it can move between stacks whole. */
export function namespaceComponentName(namespace: string): string {
    return namespace;
}

/** Chart releases are named by revision: a new revision is a new set beside the old one, never a change of it. */
export function istiodChartName(revision: string): string {
    return `istiod-${revision}`;
}

/** One component for each gateway at the root, so that it can move between stacks whole. */
export function gatewayComponentName(gateway: string): string {
    return gateway;
}

/** The chart release is what the Service, its account and its pods are named after. */
export function gatewayChartName(gateway: string): string {
    return gateway;
}

/** A second release in the gateway's namespace; only the pods are named by it, for the Service is the gateway's. */
export function gatewayCanaryName(gateway: string): string {
    return `${gateway}-canary`;
}

/** Component and release; its agents look for their DaemonSet under the name that the chart gives it. */
export const cniRelease = "istio-cni";

/** Release and component: the chart names its objects after the release, whichever namespace they are in. */
export const certManagerRelease = "cert-manager";

/** What istioctl and the istiod chart call the objects of a tag; istiod finds them by label, people by name. */
export function revisionTagObjects(tag: string): { webhook: string; service: string } {
    return { webhook: `istio-revision-tag-${tag}`, service: `istiod-revision-tag-${tag}` };
}

/** There is one for the mesh. */
export const rateLimitServiceName = "rate-limits";

/** There is one for the mesh. */
export const observabilityStackName = "observability";

/** ConfigMaps of the removal guard: one for each revision, one for each tag, one for Istio's CRDs. */
export const guardObjects = {
    revision: (revision: string) => `meshwright-revision-${revision}`,
    tag: (tag: string) => `meshwright-tag-${tag}`,
    customResourceDefinitions: "meshwright-crds",
} as const;

/** The engine keeps these names in its state and finds the hooks of what has left the program by them. */
export const guardHooks = {
    revision: "meshwright-revision-removal",
    tag: "meshwright-tag-removal",
    tagTarget: "meshwright-tag-target",
    customResourceDefinitions: "meshwright-crd-version",
} as const;

/** Passwords that the program makes, and the Secrets they are in; pods of the observability stack name the Secrets. */
export const grafanaAdminName = "grafana-admin";
export const kialiSigningKeyName = "kiali-signing-key";
