import * as pulumi from "@pulumi/pulumi";
import { digest } from "./digest";
import { grafanaAdmin } from "./grafanaAdmin";
import { kialiSigningKey } from "./kialiSigningKey";
import { manifestsOf } from "./manifestArgs";
import { grafanaAdminName, kialiSigningKeyName } from "./naming";
import type { PlainObject } from "./plainObject";
import { registerPhases } from "./registerPhases";

export interface ObservabilityStackArgs {
    /** Name of the namespace. */
    namespace: string;
    /** Everything the stack is, its namespace included. */
    manifests: PlainObject[];
    /** Name of Grafana's first user, who gets a random password; absent: Grafana is not installed here. */
    grafanaAdmin?: GrafanaUser;
    /** Whether Kiali is installed here: its sessions need a key to be signed with. */
    kiali?: boolean;
}

export interface GrafanaUser {
    /** Name to sign in with; the password is random, and in the Secret that Grafana reads. */
    user: string;
}

/**
 * What watches the mesh: collector, Jaeger, Prometheus, Alertmanager, Grafana, Loki, Kiali and exporters, as far as they
 * are installed here; the mesh's own Telemetry; rules and dashboards. Needs a control plane that knows the tracing
 * provider and whose webhooks answer: pass it as `dependsOn`. Nothing of the mesh waits for it: a mesh runs unwatched
 * rather than not at all.
 */
export class ObservabilityStack extends pulumi.ComponentResource {
    /** Name of the namespace, as given. */
    public readonly namespace: pulumi.Output<string>;
    /** How many objects it has. */
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: ObservabilityStackArgs, opts?: pulumi.ComponentResourceOptions) {
        const manifests = manifestsOf(args.manifests, name);
        super("meshwright:index:ObservabilityStack", name, { digest: digest(manifests) }, opts);
        const { count, first } = registerPhases(manifests, { parent: this });
        // Beside everything else: a pod starts when the Secret it names is there.
        const beside = { parent: this, dependsOn: first };
        if (args.grafanaAdmin !== undefined) {
            const { user } = args.grafanaAdmin;
            grafanaAdmin(grafanaAdminName, { namespace: args.namespace, user }, beside);
        }
        if (args.kiali) {
            kialiSigningKey(kialiSigningKeyName, { namespace: args.namespace }, beside);
        }
        this.namespace = pulumi.output(args.namespace);
        this.objects = pulumi.output(count);
        this.registerOutputs({ namespace: this.namespace, objects: this.objects });
    }
}
