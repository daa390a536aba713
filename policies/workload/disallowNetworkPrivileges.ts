import { all, every, isOn, listAt, matches, not } from "../engine/admission/cel";
import {
    everyInjectedContainer,
    everyOwnContainer,
    pod as podRoot,
    unlessComponent,
} from "../engine/admission/pods";
import { injectedContainers, ownContainers } from "../engine/containers";
import type { Field } from "../engine/field";
import { isIstioComponent } from "../engine/istioComponents";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { isTrue } from "../engine/texts";

/** With these a process changes the pod's redirection, enters other namespaces, or reads what the proxy holds. */
const dangerous = new Set(["ALL", "NET_ADMIN", "NET_RAW", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE"]);

/** What a container of the injector needs none of: it redirects with NET_ADMIN and NET_RAW. */
const excessive = new Set([...dangerous].filter((each) => !/^NET_/.test(each)));

export const disallowNetworkPrivileges: ObjectRule = {
    scope: "object",
    id: "E-05",
    ids: ["kyverno/disallow-privileged-containers", "kyverno/service-mesh-disallow-capabilities"],
    name: "meshwright-workload-disallow-network-privileges",
    displayName: "Disallow power over the redirection to the sidecar",
    description:
        "An application's container must not be privileged, hold capabilities over the network or other processes, or " +
        "share the sidecar's process namespace: any of it is enough to go past the sidecar.",
    severity: "high",
    framework: {
        name: "Kubernetes Pod Security Standards",
        version: "1.33",
        reference: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        specification: "Baseline: Capabilities, Privileged Containers",
    },
    remediationSteps:
        "Drop ALL capabilities and leave privileged and shareProcessNamespace out. Let istio-cni set up redirection. A node " +
        "agent that needs more goes into the policy's exemptions with a reason.",
    settings: ["rootNamespaces"],
    kinds: podCarriers,

    *check(object, context) {
        const pod = podTemplate(object);
        if (pod === undefined || isIstioComponent(object, pod, context)) {
            return;
        }
        yield* judgeSwitch(
            pod.at("spec", "shareProcessNamespace"),
            "so the application can end the sidecar and read its memory and keys",
        );
        for (const container of ownContainers(pod)) {
            const security = container.at("securityContext");
            yield* judgeSwitch(
                security.at("privileged"),
                "so the container can take the redirection to the sidecar away",
            );
            for (const capability of security.at("capabilities", "add").items()) {
                yield* judgeCapability(capability, dangerous);
            }
        }
        for (const container of injectedContainers(pod)) {
            for (const capability of container.at("securityContext", "capabilities", "add").items()) {
                yield* judgeCapability(capability, excessive);
            }
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.shareProcessNamespace",
                    holds: unlessComponent(not(isOn(podRoot, "spec", "shareProcessNamespace"))),
                    message: "so the application can end the sidecar and read its memory and keys",
                    fix: "remove it",
                },
                {
                    at: "spec.containers[].securityContext.privileged",
                    holds: unlessComponent(
                        everyOwnContainer("c", not(isOn("c", "securityContext", "privileged"))),
                    ),
                    message: "so the container can take the redirection to the sidecar away",
                    fix: "remove it",
                },
                {
                    at: "spec.containers[].securityContext.capabilities.add",
                    holds: unlessComponent(
                        all(
                            everyOwnContainer(
                                "c",
                                every(
                                    listAt("c", "securityContext", "capabilities", "add"),
                                    "k",
                                    not(matches("k", anyOf(dangerous))),
                                ),
                            ),
                            everyInjectedContainer(
                                "c",
                                every(
                                    listAt("c", "securityContext", "capabilities", "add"),
                                    "k",
                                    not(matches("k", anyOf(excessive))),
                                ),
                            ),
                        ),
                    ),
                    message: "with which the container can go past the sidecar or read what it holds",
                    fix: "remove it and drop ALL",
                },
            ],
        },
    ],
};

function anyOf(capabilities: ReadonlySet<string>): RegExp {
    return new RegExp(`^(CAP_)?(${[...capabilities].join("|")})$`, "i");
}

function* judgeSwitch(field: Field, effect: string): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    } else if (isTrue(field)) {
        yield violation(field, effect, "remove it");
    }
}

function* judgeCapability(capability: Field, refused: ReadonlySet<string>): Iterable<Finding> {
    if (capability.isUnknown) {
        yield unproven(capability);
        // The kubelet takes names with the prefix too.
    } else if (refused.has((capability.text ?? "").toUpperCase().replace(/^CAP_/, ""))) {
        yield violation(
            capability,
            "with which the container can go past the sidecar or read what it holds",
            "remove it and drop ALL",
        );
    }
}
