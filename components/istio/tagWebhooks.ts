import { labels } from "../labels";
import { revisionTagObjects } from "../naming";

/**
 * The objects of a revision tag, as plain data. istiod recognises them by the labels `istio.io/tag` and
 * `istio.io/rev` and fills in `caBundle`; a move of the tag changes `istio.io/rev`, the target of each webhook
 * and the Service's selector, and nothing else.
 */
export interface TagInputs {
    readonly tag: string;
    readonly revision: string;
    readonly rootNamespace: string;
}

interface Requirement {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "DoesNotExist";
    readonly values?: readonly string[];
}

const notOptedOut: Requirement = { key: "sidecar.istio.io/inject", operator: "NotIn", values: ["false"] };
const noInjectionLabel: Requirement = { key: "istio-injection", operator: "DoesNotExist" };
const noRevisionLabel: Requirement = { key: labels.revision, operator: "DoesNotExist" };

export function tagWebhookConfiguration(inputs: TagInputs) {
    const isTag: Requirement = { key: labels.revision, operator: "In", values: [inputs.tag] };
    const webhooks = [
        // A namespace that carries istio-injection ignores istio.io/rev: the old label wins.
        webhook(inputs, "rev.namespace", [isTag, noInjectionLabel], [notOptedOut]),
        webhook(inputs, "rev.object", [noRevisionLabel, noInjectionLabel], [notOptedOut, isTag]),
    ];
    if (inputs.tag === "default") {
        const enabled: Requirement = { key: "istio-injection", operator: "In", values: ["enabled"] };
        const optedIn: Requirement = { key: "sidecar.istio.io/inject", operator: "In", values: ["true"] };
        webhooks.push(
            webhook(inputs, "namespace", [enabled], [notOptedOut]),
            webhook(inputs, "object", [noInjectionLabel, noRevisionLabel], [optedIn, noRevisionLabel]),
        );
    }
    return {
        metadata: {
            name: revisionTagObjects(inputs.tag).webhook,
            labels: { ...tagLabels(inputs), app: "sidecar-injector" },
        },
        webhooks,
    };
}

function webhook(
    inputs: TagInputs,
    prefix: string,
    namespaceRequirements: readonly Requirement[],
    objectRequirements: readonly Requirement[],
) {
    return {
        name: `${prefix}.sidecar-injector.istio.io`,
        clientConfig: {
            service: {
                name: `istiod-${inputs.revision}`,
                namespace: inputs.rootNamespace,
                path: "/inject",
                port: 443,
            },
        },
        rules: [
            {
                operations: ["CREATE"],
                apiGroups: [""],
                apiVersions: ["v1"],
                resources: ["pods"],
                scope: "*",
            },
        ],
        namespaceSelector: { matchExpressions: namespaceRequirements.map(requirement) },
        objectSelector: { matchExpressions: objectRequirements.map(requirement) },
        // A pod that should have a sidecar and cannot get one must not start without it.
        failurePolicy: "Fail",
        reinvocationPolicy: "Never",
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
        matchPolicy: "Equivalent",
        timeoutSeconds: 10,
    };
}

function requirement(each: Requirement) {
    return each.values === undefined
        ? { key: each.key, operator: each.operator }
        : { key: each.key, operator: each.operator, values: [...each.values] };
}

export function tagService(inputs: TagInputs) {
    return {
        metadata: {
            name: revisionTagObjects(inputs.tag).service,
            namespace: inputs.rootNamespace,
            labels: { ...tagLabels(inputs), app: "istiod", istio: "pilot" },
        },
        spec: {
            selector: { app: "istiod", [labels.revision]: inputs.revision },
            ports: [
                { name: "grpc-xds", port: 15010, targetPort: 15010, protocol: "TCP" },
                { name: "https-dns", port: 15012, targetPort: 15012, protocol: "TCP" },
                { name: "https-webhook", port: 443, targetPort: 15017, protocol: "TCP" },
                { name: "http-monitoring", port: 15014, targetPort: 15014, protocol: "TCP" },
            ],
        },
    };
}

function tagLabels(inputs: TagInputs): Record<string, string> {
    return {
        "istio.io/tag": inputs.tag,
        [labels.revision]: inputs.revision,
        "operator.istio.io/component": "Pilot",
        [labels.managedBy]: labels.managedByValue,
    };
}
