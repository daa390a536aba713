import { isOn, not } from "../engine/admission/cel";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type ObjectRule, unproven, violation } from "../engine/rule";

export const disallowHostNetwork: ObjectRule = {
    scope: "object",
    id: "E-03",
    name: "meshwright-workload-disallow-host-network",
    displayName: "Disallow the host's network",
    description:
        "A pod must not use its node's network: the sidecar is never injected there, and nothing says so.",
    severity: "high",
    framework: {
        name: "Kubernetes Pod Security Standards",
        version: "1.33",
        reference: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        specification: "Baseline: Host Namespaces",
    },
    remediationSteps:
        "Remove hostNetwork. A node agent that needs it goes into the policy's exemptions with a reason.",
    settings: [],
    kinds: podCarriers,

    *check(object) {
        const field = podTemplate(object)?.at("spec", "hostNetwork");
        if (field?.isUnknown) {
            yield unproven(field);
        } else if (field?.value === true || field?.text?.toLowerCase() === "true") {
            yield violation(
                field,
                "so the pod runs without a sidecar and outside every mesh policy",
                "remove it",
            );
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.hostNetwork",
                    holds: not(isOn("variables.pod", "spec", "hostNetwork")),
                    message: "so the pod runs without a sidecar and outside every mesh policy",
                    fix: "remove it",
                },
            ],
        },
    ],
};
