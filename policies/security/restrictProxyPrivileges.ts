import { chartKinds, chartValues } from "../engine/chartValues";
import type { Field } from "../engine/field";
import { takeOut } from "../engine/repair";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";
import { isFalse, isTrue } from "../engine/texts";
import { yamlIn } from "../engine/yamlText";

export const restrictProxyPrivileges: ObjectRule = {
    scope: "object",
    id: "F-04",
    ids: ["TIS1703"],
    name: "meshwright-security-restrict-proxy-privileges",
    displayName: "Restrict what proxies may do on their nodes",
    description:
        "Injected proxies must not be privileged or carry a debug image, and should get their redirection from istio-cni rather " +
        "than from an init container with NET_ADMIN in every pod.",
    severity: "high",
    framework: {
        name: "Kubernetes Pod Security Standards",
        version: "1.33",
        reference: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        specification: "Baseline: Privileged Containers, Capabilities",
    },
    remediationSteps:
        "Remove global.proxy.privileged, set global.variant to distroless, install istio-cni and set pilot.cni.enabled to true.",
    settings: [],
    kinds: ["core/ConfigMap", ...chartKinds],

    *check(object) {
        if (object.groupKind === "core/ConfigMap") {
            const text = object.root.at("data", "values");
            if (/^istio-sidecar-injector(-.+)?$/.test(object.name) && !text.isAbsent) {
                const values = yamlIn(text);
                yield* values === undefined ? [] : judge(values);
            }
            return;
        }
        const chart = chartValues(object);
        if (chart?.chart === "istiod") {
            yield* judge(chart.values);
        } else if (chart !== undefined) {
            yield* judgeVariant(chart.values.at("global", "variant"));
        }
    },

    remediation: {
        does: "takes out `global.proxy.privileged`, which no redirection needs. A variant may be replaced by more than one, istio-cni must be there first, and values rendered into a ConfigMap are changed where they are given",
        *repairs(object) {
            const chart = chartValues(object);
            const privileged = chart?.values.at("global", "proxy", "privileged");
            if (chart?.chart === "istiod" && privileged !== undefined && isTrue(privileged)) {
                yield takeOut(privileged);
            }
        },
    },
};

function* judge(values: Field): Iterable<Finding> {
    if (values.isUnknown) {
        yield unproven(values);
        return;
    }
    const privileged = values.at("global", "proxy", "privileged");
    if (privileged.isUnknown) {
        yield unproven(privileged);
    } else if (isTrue(privileged)) {
        yield violation(privileged, "so every proxy may do anything on its node", "remove it");
    }
    yield* judgeVariant(values.at("global", "variant"));
    const cni = values.at("pilot", "cni", "enabled");
    if (isFalse(cni)) {
        const message = "so each pod starts with a container that may change its node's network (istio-init)";
        yield warning(cni, message, "install istio-cni and set it to true");
    }
}

function* judgeVariant(variant: Field): Iterable<Finding> {
    if (variant.text === "debug") {
        yield violation(variant, "so every proxy brings a shell and tools along", "set it to distroless");
    }
}
