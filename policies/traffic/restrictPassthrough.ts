import { any, every, isSet, listAt, matches, read, textAt } from "../engine/admission/cel";
import { type ObjectRule, unproven, violation, warning } from "../engine/rule";
import { gatewayKind, isEastWest, isInternal, serversOf } from "../engine/servers";

const role = `${read("object", "spec", "selector", "istio")}.or(${read("object", "spec", "selector", "app")})`;

export const restrictPassthrough: ObjectRule = {
    scope: "object",
    id: "C-06",
    name: "meshwright-traffic-restrict-passthrough",
    displayName: "Restrict TLS that passes through",
    description:
        "AUTO_PASSTHROUGH must stand on gateways between clusters only: it opens every Service by its SNI.",
    severity: "critical",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference:
            "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode",
        specification: "AUTO_PASSTHROUGH",
    },
    remediationSteps:
        "Use SIMPLE or MUTUAL. An east-west gateway is told by its selector (istio: eastwestgateway, or " +
        "topology.istio.io/network). With PASSTHROUGH no policy about requests applies at the gateway.",
    settings: [],
    kinds: [gatewayKind],

    *check(object) {
        for (const { mode } of serversOf(object)) {
            const selector = object.root.at("spec", "selector");
            if (mode.isUnknown || (mode.text === "AUTO_PASSTHROUGH" && selector.isUnknown)) {
                yield unproven(mode.isUnknown ? mode : selector);
            } else if (mode.text === "AUTO_PASSTHROUGH" && !isEastWest(object)) {
                const message =
                    "so whoever reaches this gateway reaches every Service of the mesh by its SNI";
                yield violation(mode, message, "use SIMPLE or MUTUAL here");
            } else if (mode.text === "PASSTHROUGH" && !isInternal(object)) {
                const message = "so the gateway sees no requests, and no policy about them applies here";
                yield warning(
                    mode,
                    message,
                    "terminate with SIMPLE or MUTUAL, or judge them at the workload",
                );
            }
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.servers[].tls.mode",
                    holds: any(
                        every(
                            listAt("object", "spec", "servers"),
                            "s",
                            `${textAt("s", "tls", "mode")} != 'AUTO_PASSTHROUGH'`,
                        ),
                        isSet("object", "spec", "selector", "topology.istio.io/network"),
                        matches(
                            `(${role}.orValue('') + ' ' + ${textAt("object", "metadata", "name")})`,
                            /east-?west|cross-?network/,
                        ),
                    ),
                    message: "so whoever reaches this gateway reaches every Service of the mesh by its SNI",
                    fix: "use SIMPLE or MUTUAL here",
                },
            ],
        },
    ],
};
