import { labels } from "../../components/labels";
import { chartKinds, chartValues } from "../engine/chartValues";
import { label, type PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackRule, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { yamlIn } from "../engine/yamlText";

/** Each is a decision about the mesh, for or against. */
const decisions = ["istio-injection", "istio.io/rev", "istio.io/dataplane-mode", labels.stage];
/** Belong to the cluster. */
const system = /^(kube-|openshift-|default$|istio-|cert-manager$|local-path-storage$)/;

const injectorKinds = ["core/ConfigMap", ...chartKinds];

export const requireMeshMembership: StackRule = {
    scope: "stack",
    id: "E-21",
    ids: [
        "IST0102",
        "IST0148",
        "kyverno/enforce-sidecar-injection-namespace",
        "kyverno/enforce-ambient-mode-namespace",
        "weave/IstioNamespaceLabelInjection",
    ],
    name: "meshwright-workload-require-mesh-membership",
    displayName: "Require every namespace to say whether it is in the mesh",
    description:
        "Where some namespaces of a stack are in the mesh, each other one should say that it is not: a namespace that was " +
        "forgotten looks the same.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Label the namespace istio.io/rev (or istio.io/dataplane-mode: ambient), or istio-injection: disabled or " +
        "istio.io/dataplane-mode: none where it is meant to stay outside.",
    settings: ["rootNamespaces"],
    kinds: ["core/Namespace", ...podCarriers, ...injectorKinds],

    *check(_objects, { rootNamespaces }, view) {
        const namespaces = view.kind("core/Namespace");
        if (!namespaces.some(isMember)) {
            return;
        }
        const code = view.of(injectorKinds).some(injectsByDefault) ? "IST0148" : "IST0102";
        for (const object of namespaces) {
            const isOurs = !system.test(object.name) && !rootNamespaces.includes(object.name);
            const says = decisions.some((each) => !label(object, each).isAbsent);
            if (isOurs && !says && runsWithoutSaying(object.name, view)) {
                const message = "so its pods run beside the mesh, and nothing says that they are meant to";
                const finding = warning(label(object, "istio.io/rev"), message, "label it either way");
                yield { object, finding: called(finding, code) };
            }
        }
    },
};

/** Whether an injector takes every namespace that does not say no. */
function injectsByDefault(object: PolicyObject): boolean {
    const isInjector =
        object.groupKind === "core/ConfigMap" && /^istio-sidecar-injector(-|$)/.test(object.name);
    const chart = chartValues(object);
    const values = isInjector
        ? yamlIn(object.root.at("data", "values"))
        : chart?.chart === "istiod"
          ? chart.values
          : undefined;
    return values?.at("sidecarInjectorWebhook", "enableNamespacesByDefault").value === true;
}

function isMember(namespace: PolicyObject): boolean {
    return (
        label(namespace, "istio-injection").text === "enabled" ||
        (label(namespace, "istio.io/rev").text ?? "") !== "" ||
        label(namespace, "istio.io/dataplane-mode").text === "ambient"
    );
}

/** Whether pods of a namespace leave it to the namespace; those of one without pods may be in another stack. */
function runsWithoutSaying(name: string, view: StackView): boolean {
    const pods = view.pods.in(name);
    return pods.length === 0 || pods.some(({ labels: own }) => own.at("sidecar.istio.io/inject").isAbsent);
}
