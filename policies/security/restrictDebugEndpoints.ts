import { chartValues } from "../engine/chartValues";
import { isIstiod, istiodVariableKinds, istiodVariables } from "../engine/istiodVariables";
import { podTemplate } from "../engine/podTemplates";
import { type ObjectRule, unproven, warning } from "../engine/rule";
import { isFalse } from "../engine/texts";

const debug = "ENABLE_DEBUG_ON_HTTP";

export const restrictDebugEndpoints: ObjectRule = {
    scope: "object",
    id: "F-02",
    name: "meshwright-security-restrict-debug-endpoints",
    displayName: "Restrict istiod's debug endpoints",
    description:
        "istiod should not serve its debug endpoints in plaintext on 8080, where they are on by default: they show the " +
        "configuration of the whole mesh.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Lock down ports",
    },
    remediationSteps:
        "Set pilot.env.ENABLE_DEBUG_ON_HTTP to false; istioctl asks over 15014 and 15012, with an identity.",
    settings: [],
    kinds: istiodVariableKinds,

    *check(object) {
        const chart = chartValues(object);
        // A Chart's own Deployment tells by itself.
        if (!isIstiod(object) && !(chart?.chart === "istiod" && chart.opaque)) {
            return;
        }
        const set = istiodVariables(object).filter(({ name }) => name === debug || name === "*");
        const field =
            set.at(-1)?.value ??
            (chart === undefined
                ? podTemplate(object)?.at("spec", "containers", 0, "env", debug)
                : chart.values.at("pilot", "env", debug));
        if (field?.isUnknown) {
            yield unproven(field);
        } else if (field !== undefined && !isFalse(field)) {
            const message = "so whoever reaches 8080 of istiod reads the configuration of every proxy";
            yield warning(field, message, `set ${debug} to false`);
        }
    },
};
