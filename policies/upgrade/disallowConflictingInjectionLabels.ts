import { all, any, isOneOf, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { label, type PolicyObject } from "../engine/object";
import { takeOut } from "../engine/repair";
import { called, type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const stated = (name: string) => textAt("object", "metadata", "labels", name);

export const disallowConflictingInjectionLabels: ObjectRule = {
    scope: "object",
    id: "H-02",
    ids: ["IST0123"],
    name: "meshwright-upgrade-disallow-conflicting-injection-labels",
    displayName: "Disallow two ways into the mesh at once",
    description:
        "A namespace must not carry istio-injection beside istio.io/rev, nor one of them beside ambient mode: the first " +
        "silently wins, and a moved tag moves nothing.",
    severity: "high",
    remediationSteps: "Keep istio.io/rev, and remove istio-injection.",
    settings: [],
    kinds: ["core/Namespace"],

    *check(object) {
        const { injection, revision, mode } = labelsOf(object);
        if (isThere(injection) && isThere(revision)) {
            yield together([injection, revision], () =>
                called(
                    violation(
                        injection,
                        `so istio.io/rev ${JSON.stringify(revision.text)} is ignored, and its pods do not follow it`,
                        "remove it, and keep istio.io/rev",
                    ),
                    // What says that it stays outside is nothing to istioctl.
                    injection.text === "enabled" ? "IST0123" : "IST",
                ),
            );
        }
        for (const sidecar of [injection, revision]) {
            const isAmbient = mode.isUnknown || mode.text === "ambient";
            if (isAmbient && isThere(sidecar) && sidecar.text !== "disabled") {
                yield together([sidecar, mode], () =>
                    violation(
                        mode,
                        `while ${sidecar} injects sidecars, so which of the two serves a pod depends on its age`,
                        "keep one of the two",
                    ),
                );
            }
        }
    },

    remediation: {
        does: "takes `istio-injection: enabled` out beside a revision. Without `disabled` the namespace would be injected, which nobody asked for, so that stays refused",
        *repairs(object) {
            const { injection, revision } = labelsOf(object);
            if (injection.text === "enabled" && revision.text) {
                yield takeOut(injection);
            }
        },
    },

    admission: [
        {
            claims: () => [
                {
                    at: 'metadata.labels["istio-injection"]',
                    value: "object.metadata.labels['istio-injection']",
                    holds: any(`${stated("istio-injection")} == ''`, `${stated("istio.io/rev")} == ''`),
                    message: "so istio.io/rev is ignored, and its pods do not follow it",
                    fix: "remove it, and keep istio.io/rev",
                },
                {
                    at: 'metadata.labels["istio.io/dataplane-mode"]',
                    holds: any(
                        `${stated("istio.io/dataplane-mode")} != 'ambient'`,
                        all(
                            ...["istio-injection", "istio.io/rev"].map((each) =>
                                isOneOf(stated(each), ["", "disabled"]),
                            ),
                        ),
                    ),
                    message:
                        "while another label injects sidecars, so which of the two serves a pod depends on its age",
                    fix: "keep one of the two",
                },
            ],
        },
    ],
};

/** What two labels come to together; one that is not known yet may as well be absent. */
function together(labels: readonly Field[], refuse: () => Finding): Finding {
    const unknown = labels.find((each) => each.isUnknown);
    return unknown === undefined ? refuse() : unproven(unknown);
}

function labelsOf(object: PolicyObject) {
    return {
        injection: label(object, "istio-injection"),
        revision: label(object, "istio.io/rev"),
        mode: label(object, "istio.io/dataplane-mode"),
    };
}

/** An empty label selects nothing. */
function isThere(field: Field): boolean {
    return field.isUnknown || (field.text ?? "") !== "";
}
