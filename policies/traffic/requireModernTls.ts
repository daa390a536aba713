import { all, every, isOneOf, listAt, matches, not, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { meshConfigKinds, meshConfigSources } from "../engine/meshConfig";
import { type Finding, type ObjectRule, unproven, violation, warning } from "../engine/rule";
import { gatewayKind, serversOf } from "../engine/servers";

const old = new Set(["TLSV1_0", "TLSV1_1"]);
const broken = /(^|[-_])(RC4|3DES|DES|NULL|EXP|EXPORT|MD5|anon|ADH|AECDH|CBC3)([-_]|$)/i;
/** TLS 1.2 without an ephemeral key, or with a cipher in CBC mode. */
const weak = /^(?!(TLS_|ECDHE|DHE))|(?<!GCM|CHACHA20-POLY1305|POLY1305)-SHA(256|384)?$/;

export const requireModernTls: ObjectRule = {
    scope: "object",
    id: "C-04",
    ids: ["TIS1702", "IST0133"],
    name: "meshwright-traffic-require-modern-tls",
    displayName: "Require TLS 1.2 or later",
    description: "Gateways and the mesh must not speak TLS before 1.2, nor ciphers that are broken.",
    severity: "high",
    framework: {
        name: "RFC 8996",
        version: "2021",
        reference: "https://www.rfc-editor.org/rfc/rfc8996",
        specification: "Deprecating TLS 1.0 and TLS 1.1",
    },
    remediationSteps:
        "Set tls.minProtocolVersion to TLSV1_2 or TLSV1_3 (unset means 1.2), and cipherSuites to ECDHE with GCM or " +
        "CHACHA20, or leave them out.",
    settings: [],
    kinds: [gatewayKind, ...meshConfigKinds],

    *check(object) {
        for (const tls of object.groupKind === gatewayKind
            ? serversOf(object).map(({ field }) => field.at("tls"))
            : []) {
            yield* judge(tls);
        }
        for (const { mesh } of object.groupKind === gatewayKind ? [] : meshConfigSources(object)) {
            yield* mesh === undefined
                ? []
                : [...judge(mesh.at("meshMTLS")), ...judge(mesh.at("tlsDefaults"))];
        }
    },

    admission: [
        {
            kinds: [gatewayKind],
            claims: () => [
                {
                    at: "spec.servers[].tls",
                    holds: every(
                        listAt("object", "spec", "servers"),
                        "s",
                        all(
                            ...["minProtocolVersion", "maxProtocolVersion"].map((each) =>
                                not(isOneOf(textAt("s", "tls", each), old)),
                            ),
                        ),
                    ),
                    message: "whose TLS before 1.2 has been broken since long",
                    fix: "set TLSV1_2 or TLSV1_3",
                },
                {
                    at: "spec.servers[].tls.cipherSuites",
                    holds: every(
                        listAt("object", "spec", "servers"),
                        "s",
                        every(listAt("s", "tls", "cipherSuites"), "c", not(matches("c", broken))),
                    ),
                    message: "with a cipher that is broken",
                    fix: "take it out",
                },
            ],
            leaves: "what istiod is configured with is YAML in a text, which CEL cannot read",
        },
    ],
};

function* judge(tls: Field): Iterable<Finding> {
    for (const field of [tls.at("minProtocolVersion"), tls.at("maxProtocolVersion")]) {
        if (field.isUnknown) {
            yield unproven(field);
        } else if (old.has(field.text ?? "")) {
            yield violation(field, "which has been broken since long", "set TLSV1_2 or TLSV1_3");
        }
    }
    for (const cipher of tls.at("cipherSuites").items()) {
        if (cipher.isUnknown) {
            yield unproven(cipher);
        } else if (broken.test(cipher.text ?? "")) {
            yield violation(cipher, "a cipher that is broken", "take it out");
        } else if (weak.test(cipher.text ?? "")) {
            yield warning(cipher, "a cipher without forward secrecy or in CBC mode", "take it out");
        }
    }
}
