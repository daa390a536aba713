import { destinationRuleKind, ruleHost, tlsSettings, verificationCode } from "../engine/destinationRules";
import { type Field, isEmpty } from "../engine/field";
import { called, type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const originating = new Set(["SIMPLE", "MUTUAL"]);

export const requireTrustAnchors: ObjectRule = {
    scope: "object",
    id: "D-12",
    ids: ["IST0128", "IST0129", "TIS0005"],
    name: "meshwright-traffic-require-trust-anchors",
    displayName: "Require what a server's certificate is checked by",
    description: "TLS to a destination must say whose certificates it takes, and for which name.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Configure TLS verification in Destination Rule when using TLS origination",
    },
    remediationSteps:
        "Give caCertificates (or credentialName) and subjectAltNames. Without the first every root of the proxy's image counts; " +
        "without the second, and for a host with a wildcard, any name of theirs.",
    settings: [],
    kinds: [destinationRuleKind],

    *check(object) {
        const host = object.root.at("spec", "host");
        const isWild = ruleHost(object)?.startsWith("*") ?? false;
        const originates = tlsSettings(object).find((each) => originating.has(each.at("mode").text ?? ""));
        if (host.isUnknown && originates !== undefined && isEmpty(originates.at("subjectAltNames"))) {
            yield unproven(host);
        }
        for (const tls of tlsSettings(object)) {
            yield* judge(tls, isWild);
        }
    },
};

function* judge(tls: Field, isWild: boolean): Iterable<Finding> {
    const mode = tls.at("mode");
    if (mode.isUnknown) {
        yield unproven(mode);
        return;
    }
    if (!originating.has(mode.text ?? "") || tls.at("insecureSkipVerify").value === true) {
        return;
    }
    const roots = tls.at("caCertificates");
    if (roots.isUnknown) {
        yield unproven(roots);
    } else if ((roots.text ?? "") === "" && tls.at("credentialName").isAbsent) {
        const message = "so every root of the proxy's image is trusted";
        yield called(
            violation(roots, message, "name the file of the roots that count"),
            verificationCode(tls),
            "TIS0005",
        );
    }
    // Istio checks the host itself where there is one and nothing else is said.
    if (isWild && isEmpty(tls.at("subjectAltNames"))) {
        const message = "so a certificate of any name is taken";
        yield called(violation(tls.at("subjectAltNames"), message, "name the hosts"), "IST", "TIS");
    }
}
