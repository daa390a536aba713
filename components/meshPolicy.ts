import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import { manifestsOf } from "./manifestArgs";
import type { PlainObject } from "./plainObject";
import { registerPhases } from "./registerPhases";

export interface MeshPolicyArgs {
    /** The platform's objects, as `derive` returns them. */
    manifests: PlainObject[];
}

/**
 * Mesh-wide policy in the root namespace: STRICT and deny-by-default for namespaces nobody declared. A ratchet:
 * it holds objects only once every injected namespace is enforced, and must come after all of their ALLOWs.
 */
export class MeshPolicy extends pulumi.ComponentResource {
    /** How many objects it has. */
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: MeshPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
        const manifests = manifestsOf(args.manifests, name);
        super("meshwright:index:MeshPolicy", name, { digest: digest(manifests) }, opts);
        this.objects = pulumi.output(registerPhases(manifests, { parent: this }).count);
        this.registerOutputs({ objects: this.objects });
    }
}
