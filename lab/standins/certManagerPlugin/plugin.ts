import * as k8s from "@pulumi/kubernetes";
import sdk from "@pulumi/kubernetes-cert-manager/package.json";
import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";

const token = "kubernetes-cert-manager:index:CertManager";

export const standInNotice =
    `STAND-IN: this lab constructs ${token} itself, because Pulumi's plugin for it cannot be built from a Go ` +
    "module. It installs cert-manager's own chart as the plugin would, but without the webhook configurations, " +
    "since no container runs to answer them.";

/** Inputs of the component that the stand-in understands; any other would silently mean nothing. */
const understood = ["helmOptions"];

/**
 * Stands in for Pulumi's plugin `kubernetes-cert-manager`: the same component token, inputs, child and output. The
 * plugin's one child is the Helm release of the chart, and so is this one's, so that a stack looks the same in a
 * lab and in a cluster.
 *
 * @param chart - folder of cert-manager's chart, read instead of the public repository
 */
export function certManagerPlugin(chart: string, warn: (text: string) => void): Provider {
    return {
        version: sdk.version,
        construct: async (name, type, inputs, options): Promise<ConstructResult> => {
            if (type !== token) {
                throw new Error(`the stand-in knows ${token} and not ${type}`);
            }
            const given = Object.keys(inputs).filter((key) => inputs[key] !== undefined);
            const unknown = given.filter((key) => !understood.includes(key));
            if (unknown.length > 0) {
                throw new Error(
                    `the lab's stand-in for ${token} understands ${understood.join(", ")}, and not ${unknown.join(", ")}`,
                );
            }
            warn(standInNotice);
            const component = new CertManager(name, chart, inputs["helmOptions"], options);
            return { urn: component.urn, state: { status: component.status } };
        },
    };
}

class CertManager extends pulumi.ComponentResource {
    readonly status: pulumi.Output<k8s.types.output.helm.v3.ReleaseStatus>;

    constructor(
        name: string,
        chart: string,
        release: Omit<k8s.helm.v3.ReleaseArgs, "chart">,
        opts: pulumi.ComponentResourceOptions,
    ) {
        super(token, name, {}, opts);
        const helm = new k8s.helm.v3.Release(`${name}-helm`, { ...release, chart }, { parent: this });
        this.status = helm.status;
        this.registerOutputs({ status: this.status });
    }
}
