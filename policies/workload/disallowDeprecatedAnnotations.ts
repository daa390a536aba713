import { annotatedKinds, annotatedParts } from "../engine/annotatedParts";
import { istioAnnotation } from "../engine/istioAnnotations";
import { podTemplate } from "../engine/podTemplates";
import { setTo, takeOut } from "../engine/repair";
import { type ObjectRule, unproven, warning } from "../engine/rule";

const inject = "sidecar.istio.io/inject";

/** What to write instead. */
const replacements: Readonly<Record<string, string>> = {
    [inject]: "use the label of the same name",
    "sidecar.istio.io/discoveryAddress": "remove it",
    "sidecar.istio.io/extraStatTags": "use the Telemetry API",
    "traffic.sidecar.istio.io/kubevirtInterfaces": "use istio.io/reroute-virtual-interfaces",
};

export const disallowDeprecatedAnnotations: ObjectRule = {
    scope: "object",
    id: "E-15",
    ids: ["IST0135"],
    name: "meshwright-workload-disallow-deprecated-annotations",
    displayName: "Disallow annotations that Istio is about to forget",
    description:
        "An annotation must not be one that Istio has deprecated: a coming version ignores it without a word.",
    severity: "low",
    advisory: true,
    remediationSteps: "Use what replaces it: mostly a label, proxy.istio.io/config or the Telemetry API.",
    settings: [],
    kinds: annotatedKinds,

    *check(object) {
        for (const { metadata } of annotatedParts(object)) {
            for (const [name, field] of metadata.at("annotations").entries()) {
                const label = metadata.at("labels", inject);
                if (name === "*" || (name === inject && label.isUnknown)) {
                    yield unproven(name === "*" ? field : label);
                    continue;
                }
                // Whoever has the label as well keeps the annotation for older versions.
                const isBeside = name === inject && !label.isAbsent;
                if (istioAnnotation(name)?.deprecated === true && !isBeside) {
                    const fix = replacements[name] ?? "use proxyStatsMatcher in proxy.istio.io/config";
                    yield warning(field, "an annotation that is deprecated", fix);
                }
            }
        }
    },

    remediation: {
        does: 'makes `sidecar.istio.io/inject: "false"` of a pod the label of that name, by which it stays out just the same. A `true` may inject where the annotation did not, so it stays; so does any in a Job, whose pods cannot change',
        *repairs(object) {
            const metadata = podTemplate(object)?.at("metadata");
            const annotation = metadata?.at("annotations", inject);
            if (metadata === undefined || annotation === undefined || object.groupKind === "batch/Job") {
                return;
            }
            const label = metadata.at("labels", inject);
            if (annotation.text?.toLowerCase() === "false" && label.isAbsent) {
                yield setTo(label, "false");
                yield takeOut(annotation);
            }
        },
    },
};
