import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, locateChart } from "./chartSource";
import { digest } from "./digest";
import { gatewayAddress } from "./gatewayAddress";
import { type GatewayProxy, gatewayOf } from "./gatewayProxy";
import type { Gateway } from "./graph";
import { awaitCertificates } from "./issuedCertificates";
import { gatewayCanaryValues, gatewayValues } from "./istio/values";
import { manifestsOf } from "./manifestArgs";
import { gatewayCanaryName, gatewayChartName } from "./naming";
import type { PlainObject } from "./plainObject";
import { registerPhases } from "./registerPhases";

export interface MeshGatewayArgs {
    /** The proxy: what it is called, where it runs, how large it is. */
    gateway: GatewayProxy;
    /** What its tag points to: its pods are restarted when that changes, and the chart is of its version. */
    revision: ResolvedRevision;
    /** The same of its canary's tag; for a gateway with a canary. */
    canaryRevision?: ResolvedRevision;
    /** Where Istio's charts come from. */
    charts: ChartSource;
    /** Everything of its namespace that the graph decides, the namespace included. */
    manifests: PlainObject[];
}

export interface ResolvedRevision {
    /** Name of the revision, `1-31-1`. */
    name: string;
    /** Istio version, `1.31.1`. */
    version: string;
}

/**
 * One way into or out of the mesh, at the root of the stack, so that it can move to another stack whole. Creates its
 * namespace, its certificates, routes and policy, and then the official gateway chart: the proxy starts when all it
 * may do has been decided; its canary, where it has one, follows as a second release behind the same Service. Needs a
 * control plane whose tags stand, and cert-manager where a certificate is issued: pass them as `dependsOn`. Does not create the rights of its callers at the services it leads to.
 */
export class MeshGateway extends pulumi.ComponentResource {
    /** Where clients reach it: what its load balancer was given, or its name inside the cluster. */
    public readonly address: pulumi.Output<string>;
    /** How many objects it has beside the chart. */
    public readonly objects: pulumi.Output<number>;

    constructor(name: string, args: MeshGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = manifestsOf(args.manifests, name);
        super("meshwright:index:MeshGateway", name, { digest: digest(given) }, opts);
        const gateway = gatewayOf(args.gateway);
        const { manifests, stepOf } = awaitCertificates(given);
        const { count, last } = registerPhases(manifests, { parent: this }, stepOf);
        const chart = new k8s.helm.v4.Chart(
            gatewayChartName(gateway.name),
            {
                ...locateChart(args.charts, "gateway", args.revision.version),
                name: gatewayChartName(gateway.name),
                namespace: gateway.namespace,
                values: gatewayValues(gateway, args.revision.name),
            },
            { parent: this, dependsOn: last },
        );
        if (gateway.canary !== undefined) {
            addCanary(gateway, gateway.canary, args, { parent: this, dependsOn: [chart] });
        }
        this.address = gatewayAddress(chart, gateway);
        this.objects = pulumi.output(count);
        this.registerOutputs({ address: this.address, objects: this.objects });
    }
}

/** A release of the same chart whose pods run as the account that the gateway's own release creates, and so after it. */
function addCanary(
    gateway: Gateway,
    canary: NonNullable<Gateway["canary"]>,
    { charts, canaryRevision }: MeshGatewayArgs,
    opts: pulumi.ComponentResourceOptions,
): void {
    if (canaryRevision === undefined) {
        throw new Error(
            `the gateway "${gateway.name}" has a canary; say in canaryRevision what its tag points to`,
        );
    }
    const release = gatewayCanaryName(gateway.name);
    new k8s.helm.v4.Chart(
        release,
        {
            ...locateChart(charts, "gateway", canaryRevision.version),
            name: release,
            namespace: gateway.namespace,
            values: gatewayCanaryValues(gateway, canary, canaryRevision.name),
        },
        opts,
    );
}
