import { isEmpty } from "../engine/field";
import { istiodVariableKinds, istiodVariables, type Variable } from "../engine/istiodVariables";
import { describeObject, type PolicyObject } from "../engine/object";
import type { Pods } from "../engine/pods";
import { podCarriers } from "../engine/podTemplates";
import { type StackFinding, type StackRule, unproven, violation, warning } from "../engine/rule";
import { gatewayKind } from "../engine/servers";
import type { StackView } from "../engine/stackView";
import { selectedAnywhere } from "../engine/targets";
import { isTrue } from "../engine/texts";

export const restrictGatewayLabels: StackRule = {
    scope: "stack",
    id: "C-09",
    ids: ["ASM-1.1.1"],
    name: "meshwright-traffic-restrict-gateway-labels",
    displayName: "Restrict the labels of gateways to gateways",
    description:
        "Pods that a Gateway selects must be gateways: any other pod with the label gets its servers and keys.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Restrict Gateway creation privileges",
    },
    remediationSteps:
        "Take the label off pods that are no gateways, and keep Gateway objects beside their pods " +
        "(PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true makes istiod insist).",
    settings: [],
    kinds: [...new Set([gatewayKind, ...podCarriers, ...istiodVariableKinds])],

    *check(_, __, view) {
        const isScoped = view.of(istiodVariableKinds).flatMap(istiodVariables).some(scopes);
        for (const object of view.kind(gatewayKind)) {
            yield* judge(object, view, isScoped);
        }
    },
};

/** Whether istiod lets a Gateway select pods of its own namespace only; off by default. */
function scopes({ name, value }: Variable): boolean {
    return name === "PILOT_SCOPE_GATEWAY_TO_NAMESPACE" && isTrue(value);
}

function* judge(object: PolicyObject, view: StackView, isScoped: boolean): Iterable<StackFinding> {
    const selector = object.root.at("spec", "selector");
    const unknown = selector.entries().find(([, value]) => value.isUnknown)?.[1];
    if (unknown !== undefined) {
        yield { object, finding: unproven(unknown) };
        return;
    }
    if (isEmpty(selector)) {
        const message = "so every gateway of the mesh opens these servers";
        const finding = violation(selector, message, "select the gateway's pods");
        yield* object.partial ? [] : [{ object, finding }];
        return;
    }
    const selected = selectedAnywhere(selector, view);
    const isHome = ({ namespace }: Pods) => namespace === (object.namespace ?? "default");
    for (const pods of selected.filter((each) => !isGateway(each) && (!isScoped || isHome(each)))) {
        const [key = ""] = selector.entries().map(([name]) => name);
        const message = `by which ${describeObject(object)} gives the pod its servers and certificates`;
        const finding = violation(
            pods.labels.at(key),
            message,
            "take it off, or select gateways by another label",
        );
        yield { object: pods.object, finding };
    }
    const gateways = selected.filter(isGateway);
    if (gateways.length > 0 && !gateways.some(isHome)) {
        const message = isScoped
            ? `and selects pods of ${gateways[0]?.namespace}, which istiod does not let it (PILOT_SCOPE_GATEWAY_TO_NAMESPACE)`
            : `and selects pods of ${gateways[0]?.namespace}, so whoever may write here opens ports there`;
        const field = object.root.at("metadata", "namespace");
        yield { object, finding: warning(field, message, "move it beside the gateway's pods") };
    }
}

/** A pod with a container of the proxy's name is one; an application gets that container from the injector. */
function isGateway({ pod }: Pods): boolean {
    return pod
        .at("spec", "containers")
        .items()
        .some((each) => each.isUnknown || each.at("name").text === "istio-proxy");
}
