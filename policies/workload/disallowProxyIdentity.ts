import { all, any, listAt, not, read } from "../engine/admission/cel";
import {
    everyOwnContainer,
    isGatewayPod as isProxyAlone,
    pod as podRoot,
    unlessComponent,
} from "../engine/admission/pods";
import { ownContainers } from "../engine/containers";
import type { Field } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import { isIstioComponent } from "../engine/istioComponents";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

/** User and group of every sidecar; the redirection lets pass what they send, or the proxy would call itself. */
const proxy = 1337;
const fix = "use any other number";

export const disallowProxyIdentity: ObjectRule = {
    scope: "object",
    id: "E-04",
    ids: ["IST0144", "UDS/RestrictIstioUser"],
    name: "meshwright-workload-disallow-proxy-identity",
    displayName: "Disallow the proxy's user and group",
    description:
        "No container but the sidecar may run as user or group 1337: what they send is not redirected to the sidecar.",
    severity: "high",
    framework: {
        name: "Istio Application Requirements",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/deployment/application-requirements/",
        specification: "Application UIDs",
    },
    remediationSteps: "Give the container another runAsUser, runAsGroup, fsGroup or supplemental group.",
    settings: ["rootNamespaces"],
    kinds: podCarriers,

    *check(object, context) {
        const pod = podTemplate(object);
        if (pod === undefined || isGatewayPod(pod) || isIstioComponent(object, pod, context)) {
            return;
        }
        const security = pod.at("spec", "securityContext");
        yield* judgeIdentity(security);
        for (const container of ownContainers(pod)) {
            yield* judgeIdentity(container.at("securityContext"));
        }
        yield* judgeGroup(security.at("fsGroup"));
        for (const group of security.at("supplementalGroups").items()) {
            yield* judgeGroup(group);
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.securityContext",
                    holds: unlessExempt(
                        all(
                            ...["runAsUser", "runAsGroup", "fsGroup"].map((each) =>
                                isOther(podRoot, "spec", "securityContext", each),
                            ),
                            not(
                                `${proxy} in ${listAt(podRoot, "spec", "securityContext", "supplementalGroups")}`,
                            ),
                        ),
                    ),
                    message:
                        "which has the proxy's user or group, so the sidecar is gone past or its keys are read",
                    fix,
                },
                {
                    at: "spec.containers[].securityContext",
                    holds: unlessExempt(
                        everyOwnContainer(
                            "c",
                            all(
                                ...["runAsUser", "runAsGroup"].map((each) =>
                                    isOther("c", "securityContext", each),
                                ),
                            ),
                        ),
                    ),
                    message:
                        "which is the proxy's, so what the container calls leaves the pod past the sidecar",
                    fix,
                },
            ],
        },
    ],
};

function isOther(root: string, ...keys: readonly string[]): string {
    return `${read(root, ...keys)}.orValue(0) != ${proxy}`;
}

function unlessExempt(holds: string): string {
    return unlessComponent(any(isProxyAlone, holds));
}

function* judgeIdentity(security: Field): Iterable<Finding> {
    for (const key of ["runAsUser", "runAsGroup"]) {
        yield* judge(
            security.at(key),
            "which is the proxy's, so what the container calls leaves the pod past the sidecar",
        );
    }
}

function judgeGroup(group: Field): Iterable<Finding> {
    return judge(group, "which is the proxy's group, so the container may read the proxy's files and keys");
}

function* judge(field: Field, effect: string): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    } else if (field.value === proxy || field.text === String(proxy)) {
        yield violation(field, effect, fix);
    }
}
