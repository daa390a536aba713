import { any, isOneOf, isSet, not, textAt } from "../engine/admission/cel";
import { inPolicies } from "../engine/admission/destinations";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

const encrypted = ["SIMPLE", "MUTUAL", "ISTIO_MUTUAL"];
const encryptedModes = new Set<unknown>(encrypted);

export const disallowPlaintextDestinations: ObjectRule = {
    scope: "object",
    id: "D-08",
    ids: ["ASM/DestinationRuleTLSEnabled", "TIS0502", "kyverno/enforce-tls-hosts-host-subnets"],
    name: "meshwright-traffic-disallow-plaintext-destinations",
    displayName: "Disallow TLS mode DISABLE towards destinations",
    description:
        "A DestinationRule must not switch TLS off: at the top, on a port, in a subset or on a port of a subset.",
    severity: "critical",
    remediationSteps:
        "Remove the tls block, so that the mesh uses mutual TLS by itself, or give it a mode that encrypts.",
    settings: [],
    kinds: ["networking.istio.io/DestinationRule"],

    *check(object) {
        const spec = object.root.at("spec");
        yield* judgePolicy(spec.at("trafficPolicy"));
        for (const subset of spec.at("subsets").items()) {
            yield* judgePolicy(subset.at("trafficPolicy"));
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.trafficPolicy.tls.mode",
                    holds: inPolicies((policy) =>
                        any(not(isSet(policy, "tls")), isOneOf(textAt(policy, "tls", "mode"), encrypted)),
                    ),
                    message: "or that of a port or subset, which means DISABLE, so callers send plaintext",
                    fix: "remove the tls block (the mesh uses mutual TLS by itself) or set ISTIO_MUTUAL",
                },
            ],
        },
    ],
};

function* judgePolicy(policy: Field): Iterable<Finding> {
    yield* judgeTls(policy.at("tls"));
    for (const port of policy.at("portLevelSettings").items()) {
        yield* judgeTls(port.at("tls"));
    }
}

function* judgeTls(tls: Field): Iterable<Finding> {
    if (tls.isAbsent) {
        return;
    }
    const mode = tls.at("mode");
    if (mode.isUnknown) {
        yield unproven(mode);
    } else if (!encryptedModes.has(mode.value)) {
        const effect = mode.isAbsent
            ? "which means DISABLE, so callers send plaintext"
            : "so callers send plaintext";
        yield violation(
            mode,
            effect,
            "remove the tls block (the mesh uses mutual TLS by itself) or set ISTIO_MUTUAL",
        );
    }
}
