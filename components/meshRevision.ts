import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, locateChart } from "./chartSource";
import { type ExtensionProvider, type IstiodInputs, type IstiodSize, istiodValues } from "./istio/values";
import { istiodChartName } from "./naming";
import type { PlainObject } from "./plainObject";
import type { GuardedOptions } from "./removalGuard";
import { guardedChart, guardRevision } from "./removalGuardObjects";
import { repeatable } from "./repeatable";
import { requireArgs } from "./requiredArgs";
import { istioVersion, revisionName } from "./revisionArgs";

export interface MeshRevisionArgs {
    /** Name of the revision, `1-31-1`; never reused for another version. */
    revision: string;
    /** Istio version, `1.31.1`; chart and images. */
    version: string;
    /** Registry of Istio's images. */
    hub: string;
    /** First part of every identity, `cluster.local`. */
    trustDomain: string;
    /** Where Istio's charts come from. */
    charts: ChartSource;
    /** How large it is. */
    size: IstiodSize;
    /** Name of the control plane's namespace. */
    rootNamespace: string;
    /** Services that proxies use for their own purposes. Defaults to none. */
    extensionProviders?: PlainObject[];
    /** Statistics of Envoy that proxies keep beside Istio's own. Defaults to none. */
    proxyStats?: ProxyStatistics;
    /** Whether pods get their redirection from istio-cni. Defaults to no. */
    cni?: boolean;
}

/** Which of Envoy's own statistics proxies keep beside Istio's. */
export interface ProxyStatistics {
    /** Names of statistics to keep, as regular expressions. */
    inclusionRegexps: string[];
}

/**
 * One istiod, ready to serve: charts are awaited, so whatever depends on a MeshRevision meets answering
 * webhooks. Creates the official istiod chart of one version under one revision. Does not create CRDs (shared by
 * all revisions), tags or the default validator. With a guard there is a ConfigMap as well, whose deletion comes first
 * and is refused while anything uses the revision.
 */
export class MeshRevision extends pulumi.ComponentResource {
    /** Name of the revision, as given. */
    public readonly revision: pulumi.Output<string>;
    /** Istio version, as given. */
    public readonly version: pulumi.Output<string>;

    constructor(name: string, args: MeshRevisionArgs, opts?: GuardedOptions) {
        requireArgs("MeshRevision", args, { revision: revisionName, version: istioVersion });
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
                values: istiodValues(inputsOf(args)),
            },
            {
                parent: this,
                transforms: [repeatable, ...(opts?.guard === undefined ? [] : [guardedChart(opts?.guard)])],
            },
        );
        if (opts?.guard !== undefined) {
            const { rootNamespace } = args;
            // Each object by itself: a destroy that is aimed at one of them asks its dependents only. Mocks have none.
            const before = chart.resources.apply((objects: pulumi.Resource[] | undefined) => [
                chart,
                ...(objects ?? []),
            ]);
            guardRevision(opts?.guard, args, { rootNamespace, parent: this, before });
        }
        this.revision = pulumi.output(args.revision);
        this.version = pulumi.output(args.version);
        this.registerOutputs({ revision: this.revision, version: this.version });
    }
}

function inputsOf({ proxyStats, extensionProviders = [], ...rest }: MeshRevisionArgs): IstiodInputs {
    return {
        ...rest,
        // One without a name is refused by istiod's own validation, which says it better.
        extensionProviders: extensionProviders as ExtensionProvider[],
        ...(proxyStats === undefined ? {} : { proxyStats: { ...proxyStats } }),
    };
}
