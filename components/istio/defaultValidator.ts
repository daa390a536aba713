import { labels } from "../labels";

/**
 * The validator that judges every Istio object without a revision label. A revision's own validator sees only
 * objects labelled with that revision, so this one is what protects everything else. It moves with the
 * `default` tag, while both control planes live.
 */
export function defaultValidator(revision: string, rootNamespace: string) {
    return {
        metadata: {
            // istiod and istioctl find it by this name.
            name: "istiod-default-validator",
            labels: {
                app: "istiod",
                istio: "istiod",
                [labels.revision]: revision,
                [labels.managedBy]: labels.managedByValue,
            },
        },
        webhooks: [
            {
                name: "validation.istio.io",
                clientConfig: {
                    service: {
                        name: `istiod-${revision}`,
                        namespace: rootNamespace,
                        path: "/validate",
                        port: 443,
                    },
                },
                rules: [
                    {
                        operations: ["CREATE", "UPDATE"],
                        apiGroups: [
                            "security.istio.io",
                            "networking.istio.io",
                            "telemetry.istio.io",
                            "extensions.istio.io",
                        ],
                        apiVersions: ["*"],
                        resources: ["*"],
                        scope: "*",
                    },
                ],
                failurePolicy: "Fail",
                sideEffects: "None",
                admissionReviewVersions: ["v1"],
                matchPolicy: "Equivalent",
                timeoutSeconds: 10,
            },
        ],
    };
}
