import type { Field } from "../engine/field";
import { type ObjectRule, unproven, violation } from "../engine/rule";
import { gatewayKind, serversOf } from "../engine/servers";

const api = "gateway.networking.k8s.io/Gateway";

export const restrictOptionalClientCertificates: ObjectRule = {
    scope: "object",
    id: "C-05",
    name: "meshwright-traffic-restrict-optional-client-certificates",
    displayName: "Restrict client certificates that may be missing",
    description: "A gateway that asks for client certificates must refuse callers without one.",
    severity: "high",
    advisory: true,
    remediationSteps:
        "Set mode MUTUAL (Gateway API: validation.mode AllowValidOnly). With an optional certificate every route has to check " +
        "for itself whether there was one.",
    settings: [],
    kinds: [gatewayKind, api],

    *check(object) {
        const fields: readonly (readonly [Field, string, string])[] =
            object.groupKind === gatewayKind
                ? serversOf(object).map(({ mode }) => [mode, "OPTIONAL_MUTUAL", "MUTUAL"])
                : validations(object.root.at("spec")).map((each) => [
                      each.at("mode"),
                      "AllowInsecureFallback",
                      "AllowValidOnly",
                  ]);
        for (const [field, optional, strict] of fields) {
            if (field.isUnknown) {
                yield unproven(field);
            } else if (field.text === optional) {
                yield violation(
                    field,
                    "so a caller without a certificate comes in too",
                    `set it to ${strict}`,
                );
            }
        }
    },
};

/** Where the Gateway API keeps them: for all listeners, for one port, and in its first drafts for one listener. */
function validations(spec: Field): readonly Field[] {
    const frontend = spec.at("tls", "frontend");
    return [
        frontend.at("default", "validation"),
        ...frontend
            .at("perPort")
            .items()
            .map((each) => each.at("tls", "validation")),
        ...spec
            .at("listeners")
            .items()
            .map((each) => each.at("tls", "frontendValidation")),
    ];
}
