import { all, any, areUnique, isNone, isOneOf, isSet, listAt, not, textAt } from "../engine/admission/cel";
import { inPolicies } from "../engine/admission/destinations";
import { destinationRuleKind, trafficPolicies } from "../engine/destinationRules";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const modes = new Set(["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]);
const own = ["clientCertificate", "privateKey", "caCertificates", "credentialName", "subjectAltNames"];

export const requireValidRules: ObjectRule = {
    scope: "object",
    id: "D-27",
    ids: ["IST0106", "IST0133"],
    name: "meshwright-traffic-require-valid-rules",
    displayName: "Require DestinationRules that istiod takes",
    description: "Subsets, TLS and load balancing of a DestinationRule must be such as istiod accepts.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/destination-rule/",
        specification: "DestinationRule",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it, or it has no effect.",
    settings: [],
    kinds: [destinationRuleKind],

    *check(object) {
        const spec = object.root.at("spec");
        const names = new Set<string>();
        for (const name of spec
            .at("subsets")
            .items()
            .map((each) => each.at("name"))) {
            if (name.isUnknown) {
                yield unproven(name);
            } else if (names.has(name.text ?? "")) {
                yield violation(name, "which another subset has too", "rename one of them");
            }
            names.add(name.text ?? "");
        }
        for (const policy of trafficPolicies(object)) {
            yield* judgeTls(policy.at("tls"));
            yield* judgeLocality(policy);
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.subsets[].name",
                    holds: areUnique(listAt("object", "spec", "subsets"), "name"),
                    message: "which another subset has too",
                    fix: "rename one of them",
                },
                {
                    at: "spec.trafficPolicy.tls.mode",
                    holds: inPolicies((policy) =>
                        any(not(isSet(policy, "tls", "mode")), isOneOf(textAt(policy, "tls", "mode"), modes)),
                    ),
                    message: "which is no mode",
                    fix: `use one of ${[...modes].join(", ")}`,
                },
                {
                    at: "spec.trafficPolicy.tls",
                    holds: inPolicies((policy) =>
                        any(
                            not(isMode(policy, "MUTUAL")),
                            isGiven(policy, "credentialName"),
                            all(isGiven(policy, "clientCertificate"), isGiven(policy, "privateKey")),
                        ),
                    ),
                    message: "without clientCertificate or privateKey, and MUTUAL needs them",
                    fix: "give them, or credentialName",
                },
                {
                    at: "spec.trafficPolicy.tls",
                    holds: inPolicies((policy) =>
                        any(
                            not(isMode(policy, "ISTIO_MUTUAL")),
                            all(...own.slice(0, -1).map((each) => not(isGiven(policy, each)))),
                        ),
                    ),
                    message: "beside ISTIO_MUTUAL, which has the mesh's certificates",
                    fix: "remove the certificates",
                },
                {
                    at: "spec.trafficPolicy.loadBalancer.localityLbSetting",
                    holds: inPolicies((policy) =>
                        any(
                            ...["distribute", "failover"].map((each) =>
                                isNone(policy, "loadBalancer", "localityLbSetting", each),
                            ),
                        ),
                    ),
                    message: "with distribute and failover, and only one may be there",
                    fix: "remove one of them",
                },
            ],
        },
    ],
};

const isMode = (policy: string, mode: string) => `${textAt(policy, "tls", "mode")} == '${mode}'`;
const isGiven = (policy: string, key: string) => `${textAt(policy, "tls", key)} != ''`;

function* judgeTls(tls: Field): Iterable<Finding> {
    const mode = tls.at("mode");
    if (mode.isUnknown) {
        yield unproven(mode);
        return;
    }
    const has = (key: string) => !tls.at(key).isAbsent && !isNothing(tls.at(key));
    if (!mode.isAbsent && !modes.has(mode.text ?? "")) {
        yield violation(mode, "which is no mode", `use one of ${[...modes].join(", ")}`);
    }
    if (mode.text === "MUTUAL" && !has("credentialName")) {
        const missing = ["clientCertificate", "privateKey"].find((key) => !has(key));
        yield* missing === undefined
            ? []
            : [violation(tls.at(missing), "and MUTUAL needs it", "give it, or credentialName")];
    }
    const beside = own.slice(0, -1).find(has);
    if (mode.text === "ISTIO_MUTUAL" && beside !== undefined) {
        yield violation(
            tls.at(beside),
            "beside ISTIO_MUTUAL, which has the mesh's certificates",
            "remove it",
        );
    }
}

/** Without outlier detection a proxy never learns that a locality is down, so it never fails over. */
function* judgeLocality(policy: Field): Iterable<Finding> {
    const locality = policy.at("loadBalancer", "localityLbSetting");
    const unknown = ["distribute", "failover"].map((key) => locality.at(key)).find((each) => each.isUnknown);
    if (unknown !== undefined) {
        yield unproven(unknown);
        return;
    }
    const isAsked = ["distribute", "failover"].filter((key) => !isNothing(locality.at(key)));
    if (isAsked.length === 2) {
        yield violation(
            locality,
            "with distribute and failover, and only one may be there",
            "remove one of them",
        );
    }
}

function isNothing(field: Field): boolean {
    return field.isAbsent || field.text === "" || (field.isList && field.items().length === 0);
}
