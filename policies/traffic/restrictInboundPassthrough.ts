import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { type ObjectRule, unproven, violation } from "../engine/rule";

export const restrictInboundPassthrough: ObjectRule = {
    scope: "object",
    id: "D-02",
    name: "meshwright-traffic-restrict-inbound-passthrough",
    displayName: "Restrict calls to ports nobody declared",
    description: "Sidecars should not be told to hand on what comes to a port that no Service has.",
    severity: "low",
    advisory: true,
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/",
        specification: "InboundTrafficPolicy",
    },
    remediationSteps:
        "Set meshConfig.inboundTrafficPolicy.mode to LOCALHOST, so that applications bound to the loopback are all that is " +
        "reached. Only a mode that is written down is judged: PASSTHROUGH is the default.",
    settings: [],
    kinds: meshConfigKinds,

    *check(object) {
        for (const { mesh } of meshConfigSources(object)) {
            const field = mesh?.at("inboundTrafficPolicy", "mode");
            if (field?.isUnknown) {
                yield unproven(field);
            } else if (field?.text === "PASSTHROUGH") {
                yield violation(
                    field,
                    "so ports that no Service declares are reached too",
                    "set it to LOCALHOST",
                );
            }
        }
    },
};
