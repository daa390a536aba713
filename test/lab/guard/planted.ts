import { labels } from "../../../components/labels";
import type { Plain } from "../support/objects";

/** One kind of use: what is put into the cluster, and what the guard then says of it. */
export interface Planted {
    readonly what: string;
    readonly objects: readonly Plain[];
    readonly said: string;
}

type Labels = Readonly<Record<string, string>>;

const namespace = "guarded";

/** Kinds of use of a revision that need nobody but the API server, one at a time. */
export function plantedUses(revision: string): readonly Planted[] {
    const label = { [labels.revision]: revision };
    const labelled = `is labelled istio.io/rev=${revision}`;
    const template = { metadata: { labels: { app: "web", ...label } }, spec: podSpec };
    const selector = { matchLabels: { app: "web" } };
    const starts = (kind: string) => `${kind} guarded/web starts pods, each of which ${labelled}`;
    const workload = (apiVersion: string, kind: string, spec: object): Planted => ({
        what: `a ${kind} that labels its pods`,
        objects: [object(apiVersion, kind, "web", spec)],
        said: starts(kind),
    });
    return [
        {
            what: "a namespace labelled with it",
            objects: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "follower", labels: label } }],
            said: `Namespace follower ${labelled}`,
        },
        {
            what: "a pod labelled with it",
            objects: [object("v1", "Pod", "web", podSpec, { ...label })],
            said: `Pod guarded/web runs a proxy of it`,
        },
        {
            what: "a pod that somebody else injected",
            objects: [
                object(
                    "v1",
                    "Pod",
                    "web",
                    podSpec,
                    {},
                    { "sidecar.istio.io/status": JSON.stringify({ revision }) },
                ),
            ],
            said: "Pod guarded/web runs a proxy of it",
        },
        workload("apps/v1", "Deployment", { replicas: 0, selector, template }),
        workload("apps/v1", "StatefulSet", { replicas: 0, selector, template }),
        workload("apps/v1", "DaemonSet", {
            selector,
            template: { ...template, spec: { ...podSpec, nodeSelector: { none: "such" } } },
        }),
        workload("apps/v1", "ReplicaSet", { replicas: 0, selector, template }),
        workload("batch/v1", "Job", {
            suspend: true,
            template: { ...template, spec: { ...podSpec, restartPolicy: "Never" } },
        }),
        workload("batch/v1", "CronJob", {
            schedule: "0 0 1 1 *",
            jobTemplate: {
                spec: { template: { ...template, spec: { ...podSpec, restartPolicy: "Never" } } },
            },
        }),
        {
            what: "a webhook of somebody else that calls it",
            objects: [webhook("ours", {}, revision)],
            said: `ValidatingWebhookConfiguration ours calls the Service istio-system/istiod-${revision}`,
        },
        {
            what: "a tag that another program made",
            objects: [
                {
                    apiVersion: "admissionregistration.k8s.io/v1",
                    kind: "MutatingWebhookConfiguration",
                    metadata: { name: "their-tag", labels: { ...label, "istio.io/tag": "theirs" } },
                },
            ],
            said: "Tag theirs points to it",
        },
        {
            what: "a Service of somebody else that selects its istiod",
            objects: [
                object("v1", "Service", "istiod", {
                    selector: { app: "istiod", ...label },
                    ports: [{ port: 443 }],
                }),
            ],
            said: "Service guarded/istiod selects its istiod",
        },
        {
            what: "a WorkloadGroup that labels its proxies",
            objects: [
                object("networking.istio.io/v1", "WorkloadGroup", "vms", {
                    metadata: { labels: label },
                    template: { serviceAccount: "vms" },
                }),
            ],
            said: `WorkloadGroup guarded/vms gives its proxies the label istio.io/rev=${revision}`,
        },
        {
            what: "a WorkloadEntry labelled with it",
            objects: [
                object(
                    "networking.istio.io/v1",
                    "WorkloadEntry",
                    "vm",
                    { address: "192.0.2.1" },
                    { ...label },
                ),
            ],
            said: `WorkloadEntry guarded/vm ${labelled}`,
        },
        {
            what: "a Gateway of the Gateway API labelled with it",
            objects: [
                object(
                    "gateway.networking.k8s.io/v1",
                    "Gateway",
                    "way-in",
                    { gatewayClassName: "istio" },
                    { ...label },
                ),
            ],
            said: `Gateway guarded/way-in ${labelled}`,
        },
    ];
}

const podSpec = { containers: [{ name: "app", image: "registry.example/app:1" }] };

function object(
    apiVersion: string,
    kind: string,
    name: string,
    spec: object,
    itsLabels: Labels = {},
    annotations: Labels = {},
): Plain {
    return {
        apiVersion,
        kind,
        metadata: { namespace, name, labels: { ...itsLabels }, annotations: { ...annotations } },
        spec,
    };
}

/** It judges nothing that anybody writes here. */
function webhook(name: string, itsLabels: Labels, revision: string): Plain {
    const hook = {
        name: "ours.example.com",
        clientConfig: { service: { namespace: "istio-system", name: `istiod-${revision}`, path: "/ours" } },
        rules: [
            {
                operations: ["CREATE"],
                apiGroups: ["example.com"],
                apiVersions: ["v1"],
                resources: ["nothings"],
            },
        ],
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
    };
    const configuration = {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingWebhookConfiguration",
        metadata: { name, labels: { ...itsLabels } },
        webhooks: [hook],
    };
    return configuration;
}

/** As much of the Gateway API as a Gateway needs to be stored; the lab installs none of it. */
export const gatewayDefinition: Plain = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
        name: "gateways.gateway.networking.k8s.io",
        annotations: {
            "api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api/pull/2466",
        },
    },
    spec: {
        group: "gateway.networking.k8s.io",
        names: { kind: "Gateway", listKind: "GatewayList", plural: "gateways", singular: "gateway" },
        scope: "Namespaced",
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: {
                    openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
                },
            },
        ],
    },
};
