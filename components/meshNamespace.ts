import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import { manifestsOf } from "./manifestArgs";
import type { OpenFirst } from "./openFirst";
import type { PlainObject } from "./plainObject";
import { registerPhases } from "./registerPhases";

export interface MeshNamespaceArgs {
    /** Name of the namespace. */
    namespace: string;
    /** Everything the namespace owns, as `derive` returns it or `npm run synth` writes it. */
    manifests: PlainObject[];
}

export interface MeshNamespaceOptions extends pulumi.ComponentResourceOptions {
    /** In a rollback, shared by all namespaces: pods start when every one of them lets everything in. */
    openFirst?: OpenFirst;
}

/**
 * Everything one namespace owns, at the root of the stack, so that a namespace can move to another stack whole.
 * Creates the namespace, its policy and, where the team wants it, its workloads. Needs a control plane whose
 * webhooks answer: pass it as `dependsOn`.
 */
export class MeshNamespace extends pulumi.ComponentResource {
    /** Name of the namespace, as given. */
    public readonly namespace: pulumi.Output<string>;
    /** How many objects it has. */
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: MeshNamespaceArgs, opts?: MeshNamespaceOptions) {
        const manifests = manifestsOf(args.manifests, name);
        super("meshwright:index:MeshNamespace", name, { digest: digest(manifests) }, opts);
        this.namespace = pulumi.output(args.namespace);
        const { count } = registerPhases(manifests, { parent: this }, undefined, opts?.openFirst);
        this.objects = pulumi.output(count);
        this.registerOutputs({ namespace: this.namespace, objects: this.objects });
    }
}
