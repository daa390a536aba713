import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, locateChart } from "./chartSource";
import { cniNamespaceDefault, controlPlaneDefaults } from "./controlPlaneDefaults";
import { cniValues } from "./istio/values";
import { labels } from "./labels";
import { cniRelease } from "./naming";
import { repeatable } from "./repeatable";
import { requireArgs } from "./requiredArgs";
import { istioVersion } from "./revisionArgs";

export interface IstioCniArgs {
    /** Where Istio's charts come from. Defaults to Istio's own repository. */
    charts?: ChartSource;
    /** Istio version, `1.31.1`: no newer than the newest control plane, within one minor of each. */
    version: string;
    /** Registry of Istio's images. Defaults to `docker.io/istio`. */
    hub?: string;
    /** Namespace of its own. Defaults to `istio-cni`. */
    namespace?: string;
}

/**
 * istio-cni: one agent on each node, which redirects the traffic of pods into their proxies when the pods start, so
 * that no pod needs a privileged container for it. Creates its namespace and the official chart. There is one for
 * the cluster, whichever revisions live, and it follows them: pass the control plane as `dependsOn`, and this to
 * whatever starts pods. Added to a mesh that runs, it leaves running pods as they are; those that start after the
 * injector was told and before their node has its agent wait, and are repaired when it is there.
 */
export class IstioCni extends pulumi.ComponentResource {
    /** Istio version, as given. */
    public readonly version: pulumi.Output<string>;

    constructor(name: string, args: IstioCniArgs, opts?: pulumi.ComponentResourceOptions) {
        requireArgs("IstioCni", args, { version: istioVersion });
        super("meshwright:index:IstioCni", name, { version: args.version }, opts);
        const { version, charts = controlPlaneDefaults.charts, hub = controlPlaneDefaults.hub } = args;
        const { namespace: namespaceName = cniNamespaceDefault } = args;
        const namespace = new k8s.core.v1.Namespace(
            namespaceName,
            {
                metadata: {
                    name: namespaceName,
                    labels: {
                        [labels.managedBy]: labels.managedByValue,
                        // The agent mounts paths of its node and adds capabilities, which every other level refuses.
                        "pod-security.kubernetes.io/enforce": "privileged",
                    },
                },
            },
            { parent: this },
        );
        new k8s.helm.v4.Chart(
            cniRelease,
            {
                ...locateChart(charts, "cni", version),
                name: cniRelease,
                namespace: namespaceName,
                values: cniValues({ version, hub }),
            },
            { parent: this, dependsOn: [namespace], transforms: [repeatable] },
        );
        this.version = pulumi.output(version);
        this.registerOutputs({ version: this.version });
    }
}
