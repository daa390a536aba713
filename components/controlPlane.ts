import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type ChartSource, locateChart } from "./chartSource";
import { judgeControlPlane } from "./controlPlaneArgs";
import { controlPlaneDefaults } from "./controlPlaneDefaults";
import type { IstiodSize } from "./istio/values";
import { baseValues } from "./istio/values";
import { labels } from "./labels";
import { MeshRevision, type ProxyStatistics } from "./meshRevision";
import type { PlainObject } from "./plainObject";
import type { GuardedOptions } from "./removalGuard";
import { guardCustomResourceDefinitions } from "./removalGuardObjects";
import { crdVersion } from "./revisions";
import { RevisionTag } from "./revisionTag";

export interface ControlPlaneArgs {
    /** Where Istio's charts come from. Defaults to Istio's own repository. */
    charts?: ChartSource;
    /** Revision name to what it runs. */
    revisions: Record<string, RevisionSpec>;
    /** Tag to revision; `default` must be there, or nothing validates configuration. */
    tags: Record<string, string>;
    /** Registry of Istio's images. Defaults to `docker.io/istio`. */
    hub?: string;
    /** First part of every identity. Defaults to `cluster.local`. */
    trustDomain?: string;
    /** How large each istiod is. Defaults to one replica, up to five under load, each of `500m` and `2Gi`. */
    size?: IstiodSize;
    /** Namespace of the control plane, the root of mesh-wide configuration. Defaults to `istio-system`. */
    rootNamespace?: string;
    /** Services that proxies use for their own purposes, such as who is asked about requests. Defaults to none. */
    extensionProviders?: PlainObject[];
    /** Statistics of Envoy that proxies keep beside Istio's own. Defaults to none. */
    proxyStats?: ProxyStatistics;
    /** Names of revisions that were there once: the CRDs never fall behind them. Defaults to none. */
    retired?: string[];
    /** Whether pods get their redirection from istio-cni, so that none of their own containers does it. Defaults to no. */
    cni?: boolean;
}

export interface RevisionSpec {
    /** Istio version, `1.31.1`. */
    version: string;
}

/**
 * A validating, injecting Istio control plane. Creates its namespace, the CRDs of the newest version that is or
 * was declared, every declared revision beside the others, and the tags that namespaces follow. Whatever depends on
 * it starts when every istiod answers. Does not create any mesh policy. Throws, before anything is registered, with all
 * that is wrong: a tag of a revision that is not declared, say, whose webhooks would call nothing and refuse everything.
 */
export class ControlPlane extends pulumi.ComponentResource {
    /** Namespace of the control plane, when it is there. */
    public readonly rootNamespace: pulumi.Output<string>;
    /** Tag to revision, as given. */
    public readonly tags: pulumi.Output<Record<string, string>>;

    constructor(name: string, args: ControlPlaneArgs, opts?: GuardedOptions) {
        judgeControlPlane(args);
        super("meshwright:index:ControlPlane", name, { revisions: args.revisions, tags: args.tags }, opts);
        const complete = withDefaults(args);
        const { rootNamespace } = complete;
        const namespace = new k8s.core.v1.Namespace(
            rootNamespace,
            {
                metadata: {
                    name: rootNamespace,
                    labels: {
                        [labels.discovery]: labels.discoveryValue,
                        [labels.managedBy]: labels.managedByValue,
                        // istiod needs nothing that the restricted profile forbids.
                        "pod-security.kubernetes.io/enforce": "baseline",
                    },
                },
            },
            { parent: this },
        );
        const version = newestVersion(args);
        const guard = opts?.guard;
        // It comes before the CRDs, so that one that refuses keeps them from going back.
        const guards =
            guard === undefined
                ? []
                : [
                      guardCustomResourceDefinitions(guard, version, {
                          rootNamespace,
                          parent: this,
                          before: [namespace],
                      }),
                  ];
        const base = new k8s.helm.v4.Chart(
            "istio-base",
            {
                ...locateChart(complete.charts, "base", version),
                name: "istio-base",
                namespace: rootNamespace,
                values: baseValues(),
            },
            { parent: this, dependsOn: [namespace, ...guards] },
        );
        const guarded = guard === undefined ? {} : { guard };
        const revisions = new Map(
            Object.entries(args.revisions).map(([revision, { version }]) => [
                revision,
                new MeshRevision(
                    revision,
                    { ...complete, revision, version },
                    { parent: this, dependsOn: [namespace, base], ...guarded },
                ),
            ]),
        );
        for (const [tag, revision] of Object.entries(args.tags)) {
            // A tag may only point at an istiod that answers, or pods and configuration are refused.
            const target = revisions.get(revision);
            if (target === undefined) {
                throw new Error(`internal error: the tag ${tag} of an unknown revision was not refused`);
            }
            new RevisionTag(
                tag,
                { tag, revision, rootNamespace },
                { parent: this, dependsOn: [target], ...guarded },
            );
        }
        this.rootNamespace = namespace.metadata.name;
        this.tags = pulumi.output(args.tags);
        this.registerOutputs({ rootNamespace: this.rootNamespace, tags: this.tags });
    }
}

/** A language without types hands over what it leaves out as `undefined`. */
function withDefaults(
    args: ControlPlaneArgs,
): ControlPlaneArgs & Required<Pick<ControlPlaneArgs, keyof typeof controlPlaneDefaults>> {
    const {
        charts = controlPlaneDefaults.charts,
        hub = controlPlaneDefaults.hub,
        trustDomain = controlPlaneDefaults.trustDomain,
        size = controlPlaneDefaults.size,
        rootNamespace = controlPlaneDefaults.rootNamespace,
    } = args;
    return { ...args, charts, hub, trustDomain, size, rootNamespace };
}

/** CRDs are shared: newer ones serve older control planes, and older ones would drop what objects already have. */
function newestVersion({ revisions, retired = [] }: ControlPlaneArgs): string {
    const version = crdVersion({
        revisions: new Map(Object.entries(revisions)),
        retired: new Set(retired),
    });
    if (version === undefined) {
        throw new Error("internal error: a control plane without a revision was not refused");
    }
    return version;
}
