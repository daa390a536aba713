import type { Field } from "../engine/field";
import { annotation, type PolicyObject } from "../engine/object";
import { type Finding, type StackRule, unproven, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const policy = "gateway.networking.k8s.io/BackendTLSPolicy";
const roots: Readonly<Record<string, string>> = { ConfigMap: "core/ConfigMap", Secret: "core/Secret" };

export const requireResolvedBackendTls: StackRule = {
    scope: "stack",
    id: "D-14",
    name: "meshwright-traffic-require-resolved-backend-tls",
    displayName: "Require backend TLS that takes effect",
    description:
        "The roots a BackendTLSPolicy names must be there: without them some sidecars call in plaintext.",
    severity: "critical",
    framework: {
        name: "GitHub Advisory",
        version: "2026",
        reference: "https://github.com/istio/istio/security/advisories/GHSA-qm8v-g4f9-qhjx",
        specification: "GHSA-qm8v-g4f9-qhjx",
    },
    remediationSteps:
        "Create the ConfigMap with ca.crt in the policy's namespace, or set wellKnownCACertificates: System; upgrade to 1.29.7, " +
        "1.30.4 or 1.31.1.",
    settings: [],
    kinds: [policy, ...Object.values(roots)],

    *check(_, __, view) {
        for (const object of view.kind(policy)) {
            for (const finding of judge(object, view)) {
                yield { object, finding };
            }
        }
    },
};

function* judge(object: PolicyObject, view: StackView): Iterable<Finding> {
    const ignored = annotation(object, "istio.io/ignore-policy-attachment");
    if (ignored.isUnknown) {
        yield unproven(ignored);
    } else if (ignored.text === "true") {
        yield violation(ignored, "so the policy has no effect and calls go in plaintext", "remove it");
    }
    for (const reference of object.root.at("spec", "validation", "caCertificateRefs").items()) {
        const name = reference.at("name");
        const kind = roots[reference.at("kind").text ?? "ConfigMap"];
        if (name.isUnknown) {
            yield unproven(name);
        } else if (kind !== undefined && isMissing(kind, name, object, view)) {
            const where = `${reference.at("kind").text ?? "ConfigMap"} of ${object.namespace ?? "its namespace"}`;
            const message = `which no ${where} is called, so sidecars may call in plaintext`;
            yield violation(name, message, "create it");
        }
    }
}

/** Where a stack declares none of a kind for a namespace, another declares them. */
function isMissing(kind: string, name: Field, { namespace }: PolicyObject, view: StackView): boolean {
    return view.in(kind, namespace).length > 0 && view.find(kind, name.text ?? "", namespace) === undefined;
}
