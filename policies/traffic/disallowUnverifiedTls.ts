import { isOn, not } from "../engine/admission/cel";
import { inPolicies } from "../engine/admission/destinations";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

/** Below these a TLS setting may stand; an unknown anywhere else has nothing to do with it. */
const containers = new Set([
    "spec",
    "trafficPolicy",
    "portLevelSettings",
    "subsets",
    "tls",
    "validation",
    "options",
]);

export const disallowUnverifiedTls: ObjectRule = {
    scope: "object",
    id: "D-11",
    name: "meshwright-traffic-disallow-unverified-tls",
    displayName: "Disallow insecureSkipVerify",
    description: "TLS to a destination must verify the server's certificate.",
    severity: "critical",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Configure TLS verification in Destination Rule when using TLS origination",
    },
    remediationSteps:
        "Remove insecureSkipVerify and give caCertificates (or credentialName) and subjectAltNames.",
    settings: [],
    kinds: [
        "networking.istio.io/DestinationRule",
        "gateway.networking.k8s.io/BackendTLSPolicy",
        "gateway.networking.k8s.io/XBackendTrafficPolicy",
        "gateway.envoyproxy.io/Backend",
    ],

    *check(object) {
        yield* search(object.root.at("spec"));
    },

    admission: [
        {
            kinds: ["networking.istio.io/DestinationRule"],
            claims: () => [
                {
                    at: "spec.trafficPolicy.tls.insecureSkipVerify",
                    holds: inPolicies((policy) => not(isOn(policy, "tls", "insecureSkipVerify"))),
                    message: "or that of a port or subset, so any server can pose as the destination",
                    fix: "remove it and give caCertificates or credentialName",
                },
            ],
            leaves: "the options of other kinds have keys that nobody knows beforehand",
        },
    ],
};

function* search(field: Field): Iterable<Finding> {
    const key = lastKey(field);
    if (key === "insecureskipverify") {
        yield* judge(field);
        return;
    }
    if (field.isUnknown) {
        if (containers.has(String(field.path.findLast((each) => typeof each === "string")))) {
            yield unproven(field);
        }
        return;
    }
    for (const each of field.isList ? field.items() : field.entries().map(([, value]) => value)) {
        yield* search(each);
    }
}

/** The last word of the key, so that `insecure_skip_verify` and an option's `example.com/insecureSkipVerify` count. */
function lastKey(field: Field): string {
    const key = String(field.path.at(-1) ?? "");
    return (key.split(/[./]/).at(-1) ?? "").replace(/[-_]/g, "").toLowerCase();
}

function* judge(field: Field): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
    } else if (field.value === true || field.text?.toLowerCase() === "true") {
        yield violation(
            field,
            "so any server can pose as the destination",
            "remove it and give caCertificates or credentialName",
        );
    }
}
