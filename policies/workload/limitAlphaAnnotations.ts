import { annotatedKinds, annotatedParts } from "../engine/annotatedParts";
import { istioAnnotation, writtenByIstio } from "../engine/istioAnnotations";
import { type ObjectRule, unproven, warning } from "../engine/rule";

/** Refused or held to a purpose by a rule of its own, which says more. */
const judgedElsewhere = new Set([
    "galley.istio.io/analyze-suppress",
    "ambient.istio.io/bypass-inbound-capture",
    "inject.istio.io/templates",
    "proxy.istio.io/overrides",
    ...["bootstrapOverride", "discoveryAddress", "interceptionMode", "nativeSidecar", "proxyImage"].map(
        (each) => `sidecar.istio.io/${each}`,
    ),
    ...["userVolume", "userVolumeMount"].map((each) => `sidecar.istio.io/${each}`),
    ...["excludeInboundPorts", "excludeInterfaces", "excludeOutboundIPRanges", "excludeOutboundPorts"].map(
        (each) => `traffic.sidecar.istio.io/${each}`,
    ),
    ...["includeInboundPorts", "includeOutboundIPRanges"].map((each) => `traffic.sidecar.istio.io/${each}`),
]);

export const limitAlphaAnnotations: ObjectRule = {
    scope: "object",
    id: "E-16",
    ids: ["IST0136"],
    name: "meshwright-workload-limit-alpha-annotations",
    displayName: "Limit annotations that Istio may change at any time",
    description:
        "An annotation that Istio calls alpha should be used knowingly: it may change or go with any minor version.",
    severity: "low",
    advisory: true,
    remediationSteps:
        "Look for a field or label that does the same, or exempt the object with a reason and look again before each upgrade.",
    settings: [],
    kinds: annotatedKinds,

    *check(object) {
        for (const { metadata } of annotatedParts(object)) {
            for (const [name, field] of metadata.at("annotations").entries()) {
                const isAlpha = istioAnnotation(name)?.alpha === true && !writtenByIstio.has(name);
                if (name === "*") {
                    yield unproven(field);
                } else if (isAlpha && !judgedElsewhere.has(name)) {
                    yield warning(field, "an annotation that is alpha", "look for another way, or exempt it");
                }
            }
        }
    },
};
