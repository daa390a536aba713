import { ambientNamespaces, asksForSidecar, carriesSidecar, modeLabel } from "../engine/dataPlane";
import { podCarriers, podTemplate } from "../engine/podTemplates";
import { called, type StackRule, unproven, violation } from "../engine/rule";

export const disallowMixedDataPlanes: StackRule = {
    scope: "stack",
    id: "E-17",
    ids: ["KIA1311", "KIA1315", "KIA1316"],
    name: "meshwright-workload-disallow-mixed-data-planes",
    displayName: "Disallow a sidecar and ambient for one pod",
    description:
        "A pod must be served by a sidecar or by ztunnel, not be meant for both: only one of them takes it, and the policies " +
        "written for the other do nothing.",
    severity: "medium",
    remediationSteps:
        "Remove istio.io/dataplane-mode from the pod, or what asks for a sidecar. In an ambient namespace a pod that keeps its " +
        "sidecar says so with istio.io/dataplane-mode: none.",
    settings: [],
    kinds: ["core/Namespace", ...podCarriers],

    *check(objects) {
        const ambient = ambientNamespaces(objects);
        for (const object of objects) {
            const pod = podTemplate(object);
            if (pod === undefined || !(asksForSidecar(pod) || carriesSidecar(pod))) {
                continue;
            }
            const mode = pod.at("metadata", "labels", modeLabel);
            if (mode.isUnknown) {
                yield { object, finding: unproven(mode) };
            } else if (mode.text === "ambient") {
                const message = "while the pod has or asks for a sidecar, which takes it instead of ztunnel";
                const finding = violation(mode, message, "remove it, or remove the sidecar");
                const codes = [
                    ...(carriesSidecar(pod) ? ["KIA1311"] : []),
                    ...(asksForSidecar(pod) ? ["KIA1315"] : []),
                ];
                yield { object, finding: called(finding, ...codes) };
            } else if (mode.isAbsent && ambient.has(object.namespace ?? "default")) {
                const message = "while the pod has or asks for a sidecar in a namespace that is ambient";
                const fix = "remove the sidecar, or say istio.io/dataplane-mode: none";
                yield { object, finding: called(violation(mode, message, fix), "KIA1316") };
            }
        }
    },
};
