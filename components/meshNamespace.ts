import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import type { Manifest } from "./istio/types";
import type { OpenFirst } from "./openFirst";
import { registerPhases } from "./registerPhases";

export interface MeshNamespaceArgs {
    namespace: string;
    /** Everything the namespace owns, in phase order, as `derive` returns it. */
    manifests: readonly Manifest[];
    /** In a rollback, shared by all namespaces: pods start when every one of them lets everything in. */
    openFirst?: OpenFirst;
}

/**
 * Everything one namespace owns, at the root of the stack, so that a namespace can move to another stack whole.
 * Creates the namespace, its policy and, where the team wants it, its workloads. Needs a control plane whose
 * webhooks answer: pass it as `dependsOn`.
 */
export class MeshNamespace extends pulumi.ComponentResource {
    public readonly namespace: pulumi.Output<string>;
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: MeshNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("meshwright:index:MeshNamespace", name, { digest: digest(args.manifests) }, opts);
        this.namespace = pulumi.output(args.namespace);
        const { count } = registerPhases(args.manifests, { parent: this }, undefined, args.openFirst);
        this.objects = pulumi.output(count);
        this.registerOutputs({ namespace: this.namespace, objects: this.objects });
    }
}
