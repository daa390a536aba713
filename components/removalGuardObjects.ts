import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { labels } from "./labels";
import { guardObjects, objectName } from "./naming";
import type { RemovalGuard } from "./removalGuard";
import { versionKey } from "./removalGuardInputs";

interface Guarded {
    readonly rootNamespace: string;
    readonly parent: pulumi.Resource;
    /**
     * What the guard stands before. The engine deletes whatever depends on a resource before the resource, so the
     * guard is asked, and can refuse, while all of it is still there.
     */
    readonly before: pulumi.Input<readonly pulumi.Resource[]>;
}

/** A ConfigMap that refuses to be deleted while anything uses the revision. */
export function guardRevision(
    { revision }: RemovalGuard,
    named: { readonly revision: string; readonly version: string },
    guarded: Guarded,
): void {
    const { revision: name, version } = named;
    guardObject(guardObjects.revision(name), { name, version }, guarded, { beforeDelete: [revision] });
}

/** A ConfigMap that refuses to be deleted while anything follows the tag. */
export function guardTag({ tag }: RemovalGuard, name: string, guarded: Guarded): void {
    guardObject(guardObjects.tag(name), { name }, guarded, { beforeDelete: [tag] });
}

/** Hooks of what points to a control plane: it never moves to one that does not answer. */
export function guardedTarget(guard: RemovalGuard | undefined): pulumi.ResourceHookBinding {
    return guard === undefined ? {} : { beforeUpdate: [guard.tagTarget] };
}

/** Hooks of a tag's own objects. The ConfigMap is asked first; deleted by hand it asks nobody, and they do. */
export function guardedTagObject(guard: RemovalGuard | undefined): pulumi.ResourceHookBinding {
    return guard === undefined ? {} : { ...guardedTarget(guard), beforeDelete: [guard.tag] };
}

/** What proxies and the API server call; each carries its revision as a label. */
const served = new Set([
    "kubernetes:apps/v1:Deployment",
    "kubernetes:core/v1:Service",
    "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration",
    "kubernetes:admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration",
]);

/** The same for a revision: a transform, because the objects of a chart take hooks in no other way. */
export function guardedChart({ revision }: RemovalGuard): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        served.has(type)
            ? { props, opts: { ...opts, hooks: { ...opts.hooks, beforeDelete: [revision] } } }
            : undefined;
}

/** A ConfigMap that refuses to become one of an older version; Istio's CRDs come after it. */
export function guardCustomResourceDefinitions(
    { customResourceDefinitions }: RemovalGuard,
    version: string,
    guarded: Guarded,
): pulumi.Resource {
    return guardObject(guardObjects.customResourceDefinitions, { name: "crds", version }, guarded, {
        // Made anew over CRDs that a chart kept, it takes them back as well as changed.
        beforeCreate: [customResourceDefinitions],
        beforeUpdate: [customResourceDefinitions],
    });
}

function guardObject(
    name: string,
    its: { readonly name: string; readonly version?: string },
    { rootNamespace, parent, before }: Guarded,
    hooks: pulumi.ResourceHookBinding,
): pulumi.Resource {
    const metadata = {
        name,
        namespace: rootNamespace,
        labels: { [labels.managedBy]: labels.managedByValue },
        ...(its.version === undefined ? {} : { annotations: { [versionKey]: its.version } }),
    };
    return new k8s.core.v1.ConfigMap(
        objectName(metadata),
        { metadata, data: { guards: its.name } },
        { parent, dependsOn: pulumi.output(before).apply((all) => [...all]), hooks },
    );
}
