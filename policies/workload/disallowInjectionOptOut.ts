import { any, isOneOf, matches, not, textAt } from "../engine/admission/cel";
import { pod as podRoot, unlessComponent } from "../engine/admission/pods";
import { chartKinds, chartValues, unreadableValues } from "../engine/chartValues";
import type { Context } from "../engine/context";
import { type Field, isEmpty } from "../engine/field";
import { isIstioComponent } from "../engine/istioComponents";
import { label, type PolicyObject } from "../engine/object";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { yamlIn } from "../engine/yamlText";

const injectKey = "sidecar.istio.io/inject";

export const disallowInjectionOptOut: ObjectRule = {
    scope: "object",
    id: "E-01",
    ids: ["ASM-1.1.2", "kyverno/prevent-disabling-injection-pods"],
    name: "meshwright-workload-disallow-injection-opt-out",
    displayName: "Disallow opting out of the sidecar",
    description:
        "No pod, namespace or injector setting may keep the sidecar away: without it no mesh policy applies.",
    severity: "high",
    remediationSteps:
        "Remove the label or annotation. What cannot run with a sidecar belongs in a namespace outside the mesh, or in " +
        "the policy's exemptions with a reason.",
    settings: ["rootNamespaces"],
    kinds: ["core/Namespace", "core/ConfigMap", ...podCarriers, ...chartKinds],

    *check(object, context) {
        const pod = podTemplate(object);
        if (pod !== undefined) {
            yield* judgePod(object, pod, context);
        } else if (object.groupKind === "core/Namespace") {
            yield* judgeNamespace(object, context);
        } else if (object.groupKind === "core/ConfigMap") {
            yield* judgeInjectorConfig(object);
        } else {
            yield* judgeChart(object);
        }
    },

    admission: [
        {
            kinds: podCarriers,
            claims: () =>
                ["labels", "annotations"].map((marks) => ({
                    at: `metadata.${marks}["${injectKey}"]`,
                    holds: unlessComponent(
                        not(matches(textAt(podRoot, "metadata", marks, injectKey), /^false$/i)),
                    ),
                    message: "so the pod runs without a sidecar and outside every mesh policy",
                    fix: "remove it",
                })),
            leaves: "the configuration of injectors and charts is YAML or values of Helm, which no API server sees apart",
        },
        {
            kinds: ["core/Namespace"],
            claims: ({ rootNamespaces }) => [
                {
                    at: 'metadata.labels["istio-injection"]',
                    holds: any(
                        `${textAt("object", "metadata", "labels", "istio-injection")} != 'disabled'`,
                        isOneOf("object.metadata.name", rootNamespaces),
                    ),
                    message: "so no pod of the namespace gets a sidecar, whatever its revision label says",
                    fix: "remove it and label the namespace with istio.io/rev",
                },
            ],
        },
    ],
};

function* judgePod(object: PolicyObject, pod: Field, context: Context): Iterable<Finding> {
    const findings = [
        ...optOuts(pod.at("metadata", "labels")),
        ...optOuts(pod.at("metadata", "annotations")),
    ];
    if (findings.length > 0 && !isIstioComponent(object, pod, context)) {
        yield* findings;
    }
}

function* optOuts(marks: Field): Iterable<Finding> {
    const mark = marks.at(injectKey);
    if (mark.isUnknown) {
        yield unproven(mark);
        // The injector only takes "false"; YAML's bare false is the same intention, and some tools quote it.
    } else if (mark.text?.toLowerCase() === "false" || mark.value === false) {
        yield violation(mark, "so the pod runs without a sidecar and outside every mesh policy", "remove it");
    }
}

function* judgeNamespace(object: PolicyObject, context: Context): Iterable<Finding> {
    const field = label(object, "istio-injection");
    if (field.isUnknown) {
        yield unproven(field);
    } else if (field.text === "disabled" && !context.rootNamespaces.includes(object.name)) {
        yield violation(
            field,
            "so no pod of the namespace gets a sidecar, whatever its revision label says",
            "remove it and label the namespace with istio.io/rev",
        );
    }
}

function* judgeInjectorConfig(object: PolicyObject): Iterable<Finding> {
    const text = object.root.at("data", "config");
    if (!/^istio-sidecar-injector(-.+)?$/.test(object.name) || text.isAbsent) {
        return;
    }
    const config = yamlIn(text);
    if (config === undefined) {
        yield violation(
            text,
            "which is not YAML, so what the injector skips cannot be read",
            "make it valid injector configuration",
        );
        return;
    }
    yield* judgeInjector(config.at("policy"), config.at("neverInjectSelector"));
}

function* judgeChart(object: PolicyObject): Iterable<Finding> {
    const chart = chartValues(object);
    if (chart?.chart === "istiod") {
        yield* judgeInjector(
            chart.values.at("global", "proxy", "autoInject"),
            chart.values.at("sidecarInjectorWebhook", "neverInjectSelector"),
        );
    } else if (chart?.chart === "gateway") {
        for (const marks of ["labels", "podLabels", "podAnnotations"]) {
            yield* optOuts(chart.values.at(marks));
        }
    }
    if (chart?.chart === "istiod" || chart?.chart === "gateway") {
        yield* unreadableValues(chart);
    }
}

function* judgeInjector(policy: Field, neverInject: Field): Iterable<Finding> {
    if (policy.isUnknown) {
        yield unproven(policy);
    } else if (!policy.isAbsent && policy.value !== "enabled") {
        yield violation(policy, "so no pod gets a sidecar unless it asks for one", "set it to enabled");
    }
    if (neverInject.isUnknown) {
        yield unproven(neverInject);
    } else if (!isEmpty(neverInject)) {
        yield violation(neverInject, "so pods with these labels get no sidecar", "remove the selectors");
    }
}
