import { chartValues } from "../engine/chartValues";
import type { Field } from "../engine/field";
import { isIstiod, istiodVariableKinds, istiodVariables } from "../engine/istiodVariables";
import type { PolicyObject } from "../engine/object";
import { podTemplate } from "../engine/podTemplates";
import { type Repair, setTo } from "../engine/repair";
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
        const field = setting(object);
        if (field?.isUnknown) {
            yield unproven(field);
        } else if (field !== undefined && !isFalse(field)) {
            const message = "so whoever reaches 8080 of istiod reads the configuration of every proxy";
            yield warning(field, message, `set ${debug} to false`);
        }
    },

    remediation: {
        does: "sets `ENABLE_DEBUG_ON_HTTP` to `false`: the same answers are at 15014, for whoever shows an identity. A patch of a Deployment gets no variable that it does not have",
        *repairs(object) {
            const field = setting(object);
            if (field === undefined || field.isUnknown || isFalse(field)) {
                return;
            }
            const set = istiodVariables(object).findLast(({ name }) => name === debug);
            const isFromElsewhere = set?.value.isAbsent === true;
            if (set !== undefined || object.groupKind !== "apps/Deployment") {
                yield* isFromElsewhere ? [] : [setTo(field, "false")];
            } else if (!object.partial) {
                yield* added(object);
            }
        },
    },
};

/** Where an object leaves them open or not; undefined where it says nothing about it. */
function setting(object: PolicyObject): Field | undefined {
    const chart = chartValues(object);
    // A Chart's own Deployment tells by itself.
    if (!isIstiod(object) && !(chart?.chart === "istiod" && chart.opaque)) {
        return undefined;
    }
    const set = istiodVariables(object).filter(({ name }) => name === debug || name === "*");
    return (
        set.at(-1)?.value ??
        (chart === undefined
            ? podTemplate(object)?.at("spec", "containers", 0, "env", debug)
            : chart.values.at("pilot", "env", debug))
    );
}

/** The variable, at the end of those of istiod's container. */
function* added(object: PolicyObject): Iterable<Repair> {
    const containers = podTemplate(object)?.at("spec", "containers").items() ?? [];
    for (const container of containers.filter((each) => each.at("name").text === "discovery")) {
        const env = container.at("env");
        yield setTo(env.at(env.items().length), { name: debug, value: "false" });
    }
}
