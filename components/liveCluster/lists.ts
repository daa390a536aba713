import type { ListRequest } from "./list";

type Requests = Readonly<Record<string, ListRequest>>;

/** What is asked of the API server, by kind. */
export const lists = {
    namespaces: {
        Namespace: { called: "namespaces", paths: ["/api/v1/namespaces"], metadataOnly: true },
    },
    pods: {
        Pod: {
            called: "pods",
            paths: ["/api/v1/pods"],
            // Finished pods outnumber the others where Jobs run, and use nothing.
            fieldSelector: "status.phase!=Succeeded,status.phase!=Failed",
        },
    },
    workloads: {
        Deployment: { called: "Deployments", paths: ["/apis/apps/v1/deployments"] },
        StatefulSet: { called: "StatefulSets", paths: ["/apis/apps/v1/statefulsets"] },
        DaemonSet: { called: "DaemonSets", paths: ["/apis/apps/v1/daemonsets"] },
        ReplicaSet: { called: "ReplicaSets", paths: ["/apis/apps/v1/replicasets"] },
        Job: { called: "Jobs", paths: ["/apis/batch/v1/jobs"] },
        CronJob: { called: "CronJobs", paths: ["/apis/batch/v1/cronjobs"] },
    },
    services: { Service: { called: "Services", paths: ["/api/v1/services"] } },
    webhooks: {
        MutatingWebhookConfiguration: {
            called: "MutatingWebhookConfigurations",
            paths: ["/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations"],
        },
        ValidatingWebhookConfiguration: {
            called: "ValidatingWebhookConfigurations",
            paths: ["/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations"],
        },
    },
    gateways: {
        Gateway: {
            called: "Gateways",
            paths: [
                "/apis/gateway.networking.k8s.io/v1/gateways",
                "/apis/gateway.networking.k8s.io/v1beta1/gateways",
            ],
            mayBeAbsent: true,
        },
    },
    machines: {
        WorkloadGroup: {
            called: "WorkloadGroups",
            paths: [
                "/apis/networking.istio.io/v1/workloadgroups",
                "/apis/networking.istio.io/v1beta1/workloadgroups",
            ],
            mayBeAbsent: true,
        },
        WorkloadEntry: {
            called: "WorkloadEntries",
            paths: [
                "/apis/networking.istio.io/v1/workloadentries",
                "/apis/networking.istio.io/v1beta1/workloadentries",
            ],
            mayBeAbsent: true,
        },
    },
    customResourceDefinitions: {
        CustomResourceDefinition: {
            called: "CustomResourceDefinitions",
            paths: ["/apis/apiextensions.k8s.io/v1/customresourcedefinitions"],
            // The schemas of all of them are megabytes.
            metadataOnly: true,
        },
    },
} as const satisfies Readonly<Record<string, Requests>>;
