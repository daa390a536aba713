import type { Field } from "../engine/field";
import { istiodVariableKinds, istiodVariables } from "../engine/istiodVariables";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { type Finding, type StackRule, unproven, violation } from "../engine/rule";
import { isFalse, isTrue } from "../engine/texts";
import { yamlIn } from "../engine/yamlText";

const hold = "holdApplicationUntilProxyStarts";

export const requireProxyBeforeApplication: StackRule = {
    scope: "stack",
    id: "E-08",
    name: "meshwright-workload-require-proxy-before-application",
    displayName: "Require the sidecar before the application",
    description:
        "The sidecar must be up before the application calls anyone, and gone after it: a native sidecar, or one that the " +
        "application waits for.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Leave ENABLE_NATIVE_SIDECARS as it is (on), or set meshConfig.defaultConfig.holdApplicationUntilProxyStarts to true. " +
        "Jobs need the former: beside any other sidecar they never end.",
    settings: [],
    kinds: [...new Set([...istiodVariableKinds, ...meshConfigKinds, ...podCarriers])],

    *check(objects) {
        const held = objects
            .flatMap(meshConfigSources)
            .some(({ mesh }) => mesh !== undefined && isTrue(mesh.at("defaultConfig", hold)));
        for (const object of objects) {
            for (const { name, value } of held ? [] : istiodVariables(object)) {
                if (name === "ENABLE_NATIVE_SIDECARS" && isFalse(value)) {
                    const effect =
                        "so a pod's first calls fail or go past its sidecar, and a Job with one never ends";
                    yield { object, finding: violation(value, effect, "remove it") };
                }
            }
            const annotations = podTemplate(object)?.at("metadata", "annotations");
            for (const finding of annotations === undefined ? [] : judgeOwn(annotations, held)) {
                yield { object, finding };
            }
        }
    },
};

/** What a pod says for itself, which counts more than what the mesh says. */
function* judgeOwn(annotations: Field, held: boolean): Iterable<Finding> {
    const native = annotations.at("sidecar.istio.io/nativeSidecar");
    const own = yamlIn(annotations.at("proxy.istio.io/config"))?.at(hold);
    const isHeld = own === undefined || own.isAbsent ? held : !isFalse(own);
    if (native.isUnknown && !isHeld) {
        yield unproven(native);
    } else if (isFalse(native) && own?.isUnknown) {
        yield unproven(own);
    } else if (isFalse(native) && !isHeld) {
        yield violation(native, "so the pod's first calls fail or go past its sidecar", "remove it");
    }
}
