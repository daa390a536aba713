import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import type { Manifest } from "./istio/types";
import { registerPhases } from "./registerPhases";

export interface MeshPolicyArgs {
    /** The platform's objects, in phase order, as `derive` returns them. */
    manifests: readonly Manifest[];
}

/**
 * Mesh-wide policy in the root namespace: STRICT and deny-by-default for namespaces nobody declared. A ratchet:
 * it holds objects only once every injected namespace is enforced, and must come after all of their ALLOWs.
 */
export class MeshPolicy extends pulumi.ComponentResource {
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: MeshPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("meshwright:index:MeshPolicy", name, { digest: digest(args.manifests) }, opts);
        this.objects = pulumi.output(registerPhases(args.manifests, { parent: this }).count);
        this.registerOutputs({ objects: this.objects });
    }
}
