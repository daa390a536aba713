import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import type { Manifest } from "./istio/types";
import { registerPhases } from "./registerPhases";

export interface RateLimitServiceArgs {
    namespace: string;
    /** Everything the service is, the namespace first, in phase order, as `derive` returns it. */
    manifests: readonly Manifest[];
}

/**
 * Envoy's rate-limit service and the Redis it counts in, in a namespace of their own behind the same policy as every
 * workload: only proxies with a limit of the mesh may ask it. Needs a control plane whose webhooks answer: pass it as
 * `dependsOn`. Does not create the filters that ask it: those belong to whoever has the limit.
 */
export class RateLimitService extends pulumi.ComponentResource {
    public readonly namespace: pulumi.Output<string>;
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: RateLimitServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("meshwright:index:RateLimitService", name, { digest: digest(args.manifests) }, opts);
        this.namespace = pulumi.output(args.namespace);
        this.objects = pulumi.output(registerPhases(args.manifests, { parent: this }).count);
        this.registerOutputs({ namespace: this.namespace, objects: this.objects });
    }
}
