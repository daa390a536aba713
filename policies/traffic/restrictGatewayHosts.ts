import { all, any, every, listAt, matches, not, textAt } from "../engine/admission/cel";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";
import { gatewayKind, hostOf, type Server, serversOf } from "../engine/servers";

export const restrictGatewayHosts: ObjectRule = {
    scope: "object",
    id: "C-01",
    ids: ["weave/IstioGatewayHosts"],
    name: "meshwright-traffic-restrict-gateway-hosts",
    displayName: "Restrict the hosts of gateways",
    description: "A Gateway must name its hosts, and for a wildcard the namespace whose routes may use it.",
    severity: "high",
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Avoid overly broad hosts configurations",
    },
    remediationSteps:
        "Write hosts as NAMESPACE/HOST (./HOST for its own). With * any namespace's VirtualService takes any host.",
    settings: [],
    kinds: [gatewayKind],

    *check(object) {
        for (const server of serversOf(object)) {
            for (const host of server.hosts) {
                yield* judge(host, server);
            }
        }
    },

    admission: [
        {
            claims: () => [
                {
                    at: "spec.servers[].hosts",
                    holds: every(
                        listAt("object", "spec", "servers"),
                        "s",
                        every(
                            listAt("s", "hosts"),
                            "h",
                            any(
                                all(
                                    `${textAt("s", "tls", "mode")} == 'AUTO_PASSTHROUGH'`,
                                    matches("h", /^([^/]*\/)?\*\./),
                                ),
                                all(
                                    not(matches("h", /^([^/]*\/)?\*$/)),
                                    not(matches("h", /^(\*[^/]*$|\*\/\*)/)),
                                ),
                            ),
                        ),
                    ),
                    message: "so a VirtualService of a namespace that nobody named takes hosts here",
                    fix: "write NAMESPACE/HOST",
                },
            ],
        },
    ],
};

function* judge(field: Field, { mode }: Server): Iterable<Finding> {
    if (field.isUnknown) {
        yield unproven(field);
        return;
    }
    const { scope, host } = hostOf(field);
    // Between clusters everything of the mesh passes, by SNI names that only sidecars make.
    if (mode.text === "AUTO_PASSTHROUGH" && host.startsWith("*.")) {
        return;
    }
    const fix = "write NAMESPACE/HOST";
    if (host === "*") {
        const whose =
            scope === "*" ? "any namespace" : scope === "." ? "its own namespace" : `namespace ${scope}`;
        yield violation(field, `so a VirtualService of ${whose} takes any host here`, fix);
    } else if (scope === "*" && host.startsWith("*")) {
        yield violation(field, "so a VirtualService of any namespace takes a host below it", fix);
    }
}
