import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, locateChart } from "./chartSource";
import { digest } from "./digest";
import { gatewayAddress } from "./gatewayAddress";
import type { Gateway } from "./graph";
import { awaitCertificates } from "./issuedCertificates";
import type { Manifest } from "./istio/types";
import { gatewayValues } from "./istio/values";
import { gatewayChartName } from "./naming";
import { registerPhases } from "./registerPhases";

export interface MeshGatewayArgs {
    gateway: Gateway;
    /** Istio version of the revision its tag points to, `1.31.1`; the chart's version. */
    version: string;
    charts: ChartSource;
    /** Everything of its namespace that the graph decides, the namespace first, in phase order. */
    manifests: readonly Manifest[];
}

/**
 * One way into or out of the mesh, at the root of the stack, so that it can move to another stack whole. Creates its
 * namespace, its certificates, routes and policy, and then the official gateway chart: the proxy starts when all it
 * may do has been decided. Needs a control plane whose tags stand, and cert-manager where a certificate is issued:
 * pass them as `dependsOn`. Does not create the rights of its callers at the services it leads to.
 */
export class MeshGateway extends pulumi.ComponentResource {
    /** Where clients reach it: what its load balancer was given, or its name inside the cluster. */
    public readonly address: pulumi.Output<string>;
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: MeshGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        super("meshwright:index:MeshGateway", name, { digest: digest(args.manifests) }, opts);
        const { gateway } = args;
        const { manifests, stepOf } = awaitCertificates(args.manifests);
        const { count, last } = registerPhases(manifests, { parent: this }, stepOf);
        const chart = new k8s.helm.v4.Chart(
            gatewayChartName(gateway.name),
            {
                ...locateChart(args.charts, "gateway", args.version),
                name: gateway.name,
                namespace: gateway.namespace,
                values: gatewayValues(gateway),
            },
            { parent: this, dependsOn: last },
        );
        this.address = gatewayAddress(chart, gateway);
        this.objects = pulumi.output(count);
        this.registerOutputs({ address: this.address, objects: this.objects });
    }
}
