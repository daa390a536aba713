import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, locateChart } from "./chartSource";
import type { ExtensionProvider, IstiodSize, ProxyStats } from "./istio/values";
import { istiodValues } from "./istio/values";
import { istiodChartName } from "./naming";
import type { RemovalGuard } from "./removalGuard";
import { guardedChart, guardRevision } from "./removalGuardObjects";
import { repeatable } from "./repeatable";

export interface MeshRevisionArgs {
    /** Name of the revision, `1-31-1`; never reused for another version. */
    revision: string;
    /** Istio version, `1.31.1`; chart and images. */
    version: string;
    /** Registry of Istio's images. */
    hub: string;
    trustDomain: string;
    charts: ChartSource;
    size: IstiodSize;
    /** Name of the control plane's namespace. */
    rootNamespace: string;
    extensionProviders?: readonly ExtensionProvider[];
    /** Statistics of Envoy that proxies keep beside Istio's own. Defaults to none. */
    proxyStats?: ProxyStats;
    /** Whether pods get their redirection from istio-cni. Defaults to no. */
    cni?: boolean;
    /** Stops the deletion of the revision while anything uses it. Defaults to none: then nothing asks. */
    guard?: RemovalGuard;
}

/**
 * One istiod, ready to serve: charts are awaited, so whatever depends on a MeshRevision meets answering
 * webhooks. Creates the official istiod chart of one version under one revision. Does not create CRDs (shared by
 * all revisions), tags or the default validator. With a guard there is a ConfigMap as well, whose deletion comes first
 * and is refused while anything uses the revision.
 */
export class MeshRevision extends pulumi.ComponentResource {
    public readonly revision: pulumi.Output<string>;
    public readonly version: pulumi.Output<string>;

    constructor(name: string, args: MeshRevisionArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "meshwright:index:MeshRevision",
            name,
            { revision: args.revision, version: args.version },
            opts,
        );
        const chart = new k8s.helm.v4.Chart(
            istiodChartName(args.revision),
            {
                ...locateChart(args.charts, "istiod", args.version),
                name: istiodChartName(args.revision),
                namespace: args.rootNamespace,
                values: istiodValues(args),
            },
            {
                parent: this,
                transforms: [repeatable, ...(args.guard === undefined ? [] : [guardedChart(args.guard)])],
            },
        );
        if (args.guard !== undefined) {
            const { rootNamespace } = args;
            // Each object by itself: a destroy that is aimed at one of them asks its dependents only. Mocks have none.
            const before = chart.resources.apply((objects: pulumi.Resource[] | undefined) => [
                chart,
                ...(objects ?? []),
            ]);
            guardRevision(args.guard, args, { rootNamespace, parent: this, before });
        }
        this.revision = pulumi.output(args.revision);
        this.version = pulumi.output(args.version);
        this.registerOutputs({ revision: this.revision, version: this.version });
    }
}
