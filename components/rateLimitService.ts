import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import { manifestsOf } from "./manifestArgs";
import type { PlainObject } from "./plainObject";
import { registerPhases } from "./registerPhases";

export interface RateLimitServiceArgs {
    /** Name of the namespace. */
    namespace: string;
    /** Everything the service is, its namespace included, as `derive` returns it. */
    manifests: PlainObject[];
}

/**
 * Envoy's rate-limit service and the Redis it counts in, in a namespace of their own behind the same policy as every
 * workload: only proxies with a limit of the mesh may ask it. Needs a control plane whose webhooks answer: pass it as
 * `dependsOn`. Does not create the filters that ask it: those belong to whoever has the limit.
 */
export class RateLimitService extends pulumi.ComponentResource {
    /** Name of the namespace, as given. */
    public readonly namespace: pulumi.Output<string>;
    /** How many objects it has. */
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: RateLimitServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        const manifests = manifestsOf(args.manifests, name);
        super("meshwright:index:RateLimitService", name, { digest: digest(manifests) }, opts);
        this.namespace = pulumi.output(args.namespace);
        this.objects = pulumi.output(registerPhases(manifests, { parent: this }).count);
        this.registerOutputs({ namespace: this.namespace, objects: this.objects });
    }
}
