import * as pulumi from "@pulumi/pulumi";
import type { RevisionSpec } from "./controlPlane";
import { declaredMesh } from "./declaredMesh";
import { MeshNamespace } from "./meshNamespace";
import { MeshPolicy } from "./meshPolicy";
import type { NamespaceStand } from "./namespaceStands";
import type { PlainObject } from "./plainObject";

export interface CatalogMeshArgs {
    /** What files of `catalog/` hold, each by the name that problems call it. */
    catalog: Record<string, PlainObject>;
    /** Where each namespace of the catalogue stands in this stack. */
    namespaces: Record<string, NamespaceStage>;
    /** Endpoint of each store of the catalogue in this stack. Defaults to none. */
    stores?: Record<string, StoreEndpoint>;
    /** Live control planes, by name of the revision. */
    revisions: Record<string, RevisionSpec>;
    /** Tag to revision. */
    tags: Record<string, string>;
    /** Namespace of the control plane. Defaults to `istio-system`. */
    rootNamespace?: string;
    /** First part of every identity. Defaults to `cluster.local`. */
    trustDomain?: string;
    /** Whether policy for the whole mesh is made here, once every namespace is enforced. Defaults to no. */
    meshPolicy?: boolean;
}

export interface NamespaceStage {
    /** `off`, `observed`, `audit` or `enforced`. */
    stage: string;
    /** ISO date; on `observed` and `audit`. */
    until?: string;
    /** Revision tag its pods follow. Defaults to `stable`. */
    tag?: string;
    /** Whether its workloads are deployed here too, or only what is about them. Defaults to no. */
    deploy?: boolean;
}

export interface StoreEndpoint {
    /** Name of its host. */
    host: string;
    /** Defaults to the port of the catalogue. */
    port?: number;
}

/**
 * The namespaces of a catalogue: what `declaredMesh` makes of it, for programs that cannot call a function of TypeScript.
 * Creates a MeshNamespace for each and, where it is asked to, the MeshPolicy after them. Needs a control plane whose
 * webhooks answer: pass it as `dependsOn`. Throws with everything that is wrong with the catalogue, at once.
 */
export class CatalogMesh extends pulumi.ComponentResource {
    /** Namespace to how many objects it has. */
    public readonly objects: pulumi.Output<Record<string, number>>;

    constructor(name: string, args: CatalogMeshArgs, opts?: pulumi.ComponentResourceOptions) {
        const { namespaces, platform } = declaredMesh({
            ...args,
            // Stages are words here, for languages that have no unions; it refuses those that are none.
            namespaces: args.namespaces as Record<string, NamespaceStand>,
        });
        super("meshwright:index:CatalogMesh", name, { namespaces: args.namespaces }, opts);
        const made = Object.entries(namespaces).map(
            ([namespace, manifests]) =>
                new MeshNamespace(namespace, { namespace, manifests }, { parent: this }),
        );
        if (args.meshPolicy === true) {
            // Last: what nobody declared is refused mesh-wide once everything declared is allowed.
            new MeshPolicy(name, { manifests: platform }, { parent: this, dependsOn: made });
        }
        this.objects = pulumi.output(
            Object.fromEntries(Object.entries(namespaces).map(([each, { length }]) => [each, length])),
        );
        this.registerOutputs({ objects: this.objects });
    }
}
