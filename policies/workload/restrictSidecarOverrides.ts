import { any, every, isOneOf, matches, textAt } from "../engine/admission/cel";
import type { Claim } from "../engine/admission/claim";
import { pod as podRoot, unlessComponent } from "../engine/admission/pods";
import { chartValues } from "../engine/chartValues";
import type { Field } from "../engine/field";
import { isIstioComponent } from "../engine/istioComponents";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { yamlIn } from "../engine/yamlText";

/** Annotations that make the sidecar something else than the one the control plane means. */
const overrides: Readonly<Record<string, string>> = {
    "sidecar.istio.io/proxyImage": "so the pod brings a proxy of its own choice",
    "sidecar.istio.io/bootstrapOverride": "so the pod writes its proxy's configuration itself",
    "sidecar.istio.io/discoveryAddress": "so the pod's proxy obeys whatever answers there",
    "sidecar.istio.io/userVolume": "so the pod mounts files of its own choice into the proxy",
    "sidecar.istio.io/userVolumeMount": "so the pod mounts files of its own choice into the proxy",
    "proxy.istio.io/overrides": "so the pod writes its proxy's container itself",
};

/** Keys of a pod's own ProxyConfig with which it leaves the mesh's; the rest is about size, telemetry and patience. */
const configKeys: Readonly<Record<string, string>> = {
    discoveryAddress: "so the pod's proxy obeys whatever answers there",
    binaryPath: "so the pod brings a proxy of its own choice",
    image: "so the pod brings a proxy of its own choice",
    customConfigFile: "so the pod writes its proxy's configuration itself",
    proxyBootstrapTemplatePath: "so the pod writes its proxy's configuration itself",
    configPath: "so the pod writes its proxy's configuration itself",
    controlPlaneAuthPolicy: "so the pod decides how its proxy trusts the control plane",
    caCertificatesPem: "so the pod decides whom its proxy trusts",
    proxyAdminPort: "so the proxy's administration listens where no policy expects it",
};

/** What Istio's own charts ask for. */
const templates = new Set(["sidecar", "gateway"]);

/** Text that ends up on the proxy's command line. */
const levels = ["logLevel", "componentLogLevel", "agentLogLevel"].map((each) => `sidecar.istio.io/${each}`);

const levelText = /^[\w:,.-]*$/;
const templateMark = "inject.istio.io/templates";
const mark = (name: string) => textAt(podRoot, "metadata", "annotations", name);

export const restrictSidecarOverrides: ObjectRule = {
    scope: "object",
    id: "E-06",
    ids: ["UDS/RestrictIstioSidecarOverrides", "IST0136"],
    name: "meshwright-workload-restrict-sidecar-overrides",
    displayName: "Restrict what a pod changes about its sidecar",
    description:
        "A pod must not choose its proxy's image, bootstrap, control plane, trust, volumes or template: whoever writes a " +
        "Deployment would decide what enforces policy on it.",
    severity: "high",
    remediationSteps:
        "Remove the annotation, and set what all need in the control plane's values. Size, telemetry and timing of a proxy " +
        "may be set on the pod.",
    settings: ["rootNamespaces"],
    kinds: [...podCarriers, "helm.sh/Release"],

    *check(object, context) {
        const pod = podTemplate(object);
        if (pod !== undefined) {
            const findings = [...judge(pod.at("metadata", "annotations"))];
            if (findings.length > 0 && !isIstioComponent(object, pod, context)) {
                yield* findings;
            }
            return;
        }
        const chart = chartValues(object);
        if (chart?.chart === "gateway") {
            yield* judge(chart.values.at("podAnnotations"));
        }
    },

    admission: [
        {
            kinds: podCarriers,
            claims: () => [
                ...Object.entries(overrides).map(([name, message]) =>
                    claim(name, unlessComponent(`${mark(name)} == ''`), message),
                ),
                claim(
                    templateMark,
                    unlessComponent(
                        any(
                            `${mark(templateMark)} == ''`,
                            every(`${mark(templateMark)}.split(',')`, "t", isOneOf("t.trim()", templates)),
                        ),
                    ),
                    "so the injector fills the pod in by another template",
                ),
                ...levels.map((name) =>
                    claim(
                        name,
                        unlessComponent(matches(mark(name), levelText)),
                        "which is more than a level and ends up on the proxy's command line",
                    ),
                ),
            ],
            leaves: "the annotation proxy.istio.io/config, injectors and charts hold YAML, which CEL cannot read",
            blindTo: /proxy\.istio\.io\/config/,
        },
    ],
};

function claim(name: string, holds: string, message: string): Claim {
    return { at: `metadata.annotations["${name}"]`, holds, message, fix: "remove it" };
}

function* judge(annotations: Field): Iterable<Finding> {
    for (const [key, effect] of Object.entries(overrides)) {
        yield* refuse(annotations.at(key), effect);
    }
    yield* judgeTemplates(annotations.at(templateMark));
    for (const level of levels) {
        const field = annotations.at(level);
        if (!field.isAbsent && !levelText.test(field.text ?? "")) {
            yield* refuse(field, "which is more than a level and ends up on the proxy's command line");
        }
    }
    yield* judgeConfig(annotations.at("proxy.istio.io/config"));
}

function* judgeTemplates(field: Field): Iterable<Finding> {
    const names = (field.text ?? "").split(",").map((each) => each.trim());
    if (field.isUnknown || (!field.isAbsent && !names.every((each) => templates.has(each)))) {
        yield* refuse(field, "so the injector fills the pod in by another template");
    }
}

function* judgeConfig(text: Field): Iterable<Finding> {
    const config = yamlIn(text);
    if (config === undefined) {
        yield violation(
            text,
            "which is not YAML, so what it changes cannot be read",
            "make it a ProxyConfig",
        );
        return;
    }
    if (config.isUnknown) {
        yield unproven(config);
        return;
    }
    for (const [key, effect] of Object.entries(configKeys)) {
        yield* refuse(config.at(key), effect);
    }
}

function* refuse(field: Field, effect: string): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    } else if (!field.isAbsent && field.text !== "") {
        yield violation(field, effect, "remove it");
    }
}
