import * as k8s from "@pulumi/kubernetes";
import * as upstream from "@pulumi/kubernetes-cert-manager";
import * as pulumi from "@pulumi/pulumi";
import { certManagerValues } from "./certManagerValues";
import { badName } from "./graph/formats";
import { text } from "./graph/shape";
import { labels } from "./labels";
import { certManagerRelease } from "./naming";
import { requireArgs } from "./requiredArgs";
import { certManagerVersion } from "./versions";

export interface CertManagerArgs {
    /** Where it is installed. */
    namespace: string;
    /** Account of its controller, which issuers may be bound to. */
    serviceAccount: string;
}

/**
 * Issues the certificates of public hosts. Creates its namespace and, through Pulumi's own component for it, the
 * official chart with its CRDs and its webhook, which answers before this is done: whatever depends on it may create
 * issuers. Does not create issuers; those belong to the gateways that use them.
 */
export class CertManager extends pulumi.ComponentResource {
    /** Version of cert-manager that is installed. */
    public readonly version: pulumi.Output<string>;

    constructor(name: string, args: CertManagerArgs, opts?: pulumi.ComponentResourceOptions) {
        requireArgs("CertManager", args, {
            namespace: text("the name of a namespace", "Where it is installed.", badName),
            serviceAccount: text("the name of a service account", "Account of its controller.", badName),
        });
        super("meshwright:index:CertManager", name, { version: certManagerVersion }, opts);
        const namespace = new k8s.core.v1.Namespace(
            args.namespace,
            {
                metadata: {
                    name: args.namespace,
                    labels: {
                        [labels.managedBy]: labels.managedByValue,
                        "pod-security.kubernetes.io/enforce": "restricted",
                    },
                },
            },
            { parent: this },
        );
        new upstream.CertManager(
            certManagerRelease,
            {
                helmOptions: {
                    name: certManagerRelease,
                    namespace: args.namespace,
                    version: `v${certManagerVersion}`,
                    values: certManagerValues(args),
                },
            },
            { parent: this, dependsOn: [namespace] },
        );
        this.version = pulumi.output(certManagerVersion);
        this.registerOutputs({ version: this.version });
    }
}
