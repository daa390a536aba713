import { chartKinds, chartValues } from "../engine/chartValues";
import { Field } from "../engine/field";
import { isIstiod } from "../engine/istiodVariables";
import type { PolicyObject } from "../engine/object";
import { podTemplate } from "../engine/podTemplates";
import { type StackRule, unproven, violation } from "../engine/rule";

const tokens = "security.istio.io/RequestAuthentication";
const variable = "BLOCKED_CIDRS_IN_JWKS_URIS";

export const requireBlockedKeyNetworks: StackRule = {
    scope: "stack",
    id: "B-04",
    ids: ["IST0175"],
    name: "meshwright-security-require-blocked-key-networks",
    displayName: "Require networks that istiod fetches no keys from",
    description:
        "An istiod that fetches keys by jwksUri must be kept from its own machine and its cloud's metadata.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security Bulletins",
        version: "1.31",
        reference: "https://istio.io/latest/news/security/",
        specification: "Server-side request forgery through jwksUri",
    },
    remediationSteps:
        "Set the environment variable BLOCKED_CIDRS_IN_JWKS_URIS of istiod (chart value pilot.env), for instance to " +
        "127.0.0.0/8,::1/128,169.254.0.0/16,fe80::/10.",
    settings: [],
    kinds: [tokens, "apps/Deployment", ...chartKinds],

    *check(objects, _, view) {
        const fetches = view.kind(tokens).some((each) =>
            each.root
                .at("spec", "jwtRules")
                .items()
                .some((rule) => !rule.at("jwksUri").isAbsent),
        );
        for (const object of fetches ? objects : []) {
            const field = setting(object);
            if (field?.isUnknown) {
                yield { object, finding: unproven(field) };
            } else if (field?.isAbsent || field?.text === "") {
                const message =
                    "so whoever may write a RequestAuthentication can make istiod call any address";
                yield { object, finding: violation(field, message, "list the networks it must not ask") };
            }
        }
    },
};

/** Where an istiod, or the values of its chart, would say it; undefined for everything else. */
function setting(object: PolicyObject): Field | undefined {
    const chart = chartValues(object);
    if (chart !== undefined) {
        return chart.chart === "istiod" && chart.opaque
            ? chart.values.at("pilot", "env", variable)
            : undefined;
    }
    const container = podTemplate(object)
        ?.at("spec", "containers")
        .items()
        .find((each) => each.at("name").isUnknown || each.at("name").text === "discovery");
    if (!isIstiod(object)) {
        return undefined;
    }
    const found = container
        ?.at("env")
        .items()
        .find((each) => each.isUnknown || each.at("name").text === variable);
    return container === undefined
        ? undefined
        : (found?.at("value") ?? new Field(undefined, [...container.path, "env", variable]));
}
