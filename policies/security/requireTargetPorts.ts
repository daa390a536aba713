import { authorizationPolicyKinds } from "../engine/authorization";
import { operationsOf, rulesOf } from "../engine/authorizationRules";
import { podCarriers } from "../engine/podTemplates";
import { type StackRule, violation } from "../engine/rule";
import { asPort, containerPorts, targetPort } from "../engine/servicePorts";
import { servicesOf, targetsOf } from "../engine/targets";

export const requireTargetPorts: StackRule = {
    scope: "stack",
    id: "A-14",
    name: "meshwright-security-require-target-ports",
    displayName: "Require ports of pods in authorization rules",
    description: "A port in an AuthorizationPolicy must be the pod's: the proxy never sees the Service's.",
    severity: "high",
    framework: {
        name: "Istio Security Bulletins",
        version: "1.31",
        reference: "https://istio.io/latest/news/security/istio-security-2021-002/",
        specification: "ISTIO-SECURITY-2021-002",
    },
    remediationSteps: "Name the targetPort of the Service, as a number.",
    settings: ["rootNamespaces"],
    kinds: [...new Set([...authorizationPolicyKinds, ...podCarriers, "core/Service"])],

    *check(_, context, view) {
        for (const policy of view.of(authorizationPolicyKinds)) {
            const fields = rulesOf(policy)
                .flatMap(operationsOf)
                .flatMap((each) => ["ports", "notPorts"].flatMap((key) => each.at(key).items()));
            if (fields.length === 0) {
                continue;
            }
            const { pods } = targetsOf(policy, view, context);
            const ports = servicesOf(pods, view).flatMap((each) => each.root.at("spec", "ports").items());
            const listening = new Set([
                ...ports.map((each) => targetPort(each, pods)),
                ...containerPorts(pods).map((each) => asPort(each.at("containerPort"))),
            ]);
            for (const field of fields) {
                const number = asPort(field);
                const port = ports.find((each) => asPort(each.at("port")) === number);
                const target = port === undefined ? undefined : targetPort(port, pods);
                if (number !== undefined && target !== undefined && !listening.has(number)) {
                    const message = `the port of the Service, and the pod listens on ${target}: the rule never matches`;
                    yield { object: policy, finding: violation(field, message, `name "${target}"`) };
                }
            }
        }
    },
};
