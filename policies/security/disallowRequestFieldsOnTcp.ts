import { action, authorizationPolicyKinds } from "../engine/authorization";
import { conditionsOf, httpFields, operationsOf, rulesOf, sourcesOf } from "../engine/authorizationRules";
import { type Field, isEmpty } from "../engine/field";
import { isGatewayPod } from "../engine/gateways";
import type { PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { type Finding, type StackRule, unproven, violation, warning } from "../engine/rule";
import { asPort, protocolOf, targetPort } from "../engine/servicePorts";
import { servicesOf, targetsOf } from "../engine/targets";

export const disallowRequestFieldsOnTcp: StackRule = {
    scope: "stack",
    id: "A-15",
    ids: ["IST0133"],
    name: "meshwright-security-disallow-request-fields-on-tcp",
    displayName: "Disallow fields of requests on TCP ports",
    description: "A rule that goes by methods, paths, hosts or tokens must be for ports that speak HTTP.",
    severity: "high",
    framework: {
        name: "Istio Security",
        version: "1.31",
        reference:
            "https://istio.io/latest/docs/concepts/security/#using-istio-authorization-on-plain-tcp-protocols",
        specification: "Authorization on plain TCP protocols",
    },
    remediationSteps:
        "Name the HTTP ports of the workload in to.operation.ports. On a TCP port such a field is left out of a DENY, which " +
        "then denies everything, and an ALLOW with it never matches.",
    settings: ["rootNamespaces"],
    kinds: [...new Set([...authorizationPolicyKinds, ...podCarriers, "core/Service"])],

    *check(_, context, view) {
        for (const policy of view.of(authorizationPolicyKinds)) {
            const relevant = rulesOf(policy).filter((rule) => httpFields(rule).length > 0);
            if (relevant.length === 0 || !["ALLOW", "DENY"].includes(action(policy) ?? "")) {
                continue;
            }
            // What a gateway speaks is said by its Gateways: it ends the TLS of a port that its Service calls TLS.
            const pods = targetsOf(policy, view, context).pods.filter((each) => !isGatewayPod(each.pod));
            const ports = servicesOf(pods, view).flatMap((each) => each.root.at("spec", "ports").items());
            const opaque = new Map(
                ports
                    .filter((each) => protocolOf(each) === "opaque")
                    .map((each) => [targetPort(each, pods), each.at("name").text ?? "tcp"]),
            );
            for (const rule of relevant) {
                yield* judge(policy, rule, opaque).map((finding) => ({ object: policy, finding }));
            }
        }
    },
};

function judge(
    policy: PolicyObject,
    rule: Field,
    opaque: ReadonlyMap<number | undefined, string>,
): readonly Finding[] {
    const [field] = httpFields(rule);
    const isDeny = action(policy) === "DENY";
    if (field === undefined || field.isUnknown) {
        return isDeny && field !== undefined && opaque.size > 0 ? [unproven(field)] : [];
    }
    const named = operationsOf(rule).flatMap((each) => each.at("ports").items());
    const hit = named.find((each) => opaque.has(asPort(each)));
    if (hit !== undefined) {
        const effect = isDeny ? "so every connection to it is denied" : "so the rule never matches";
        const fix = "leave it out, or go by callers alone there";
        return [(isDeny ? violation : warning)(hit, `a port that speaks no HTTP for Istio, ${effect}`, fix)];
    }
    const fix = "name the HTTP ports in to.operation.ports";
    if (!isDeny || named.length > 0) {
        return [];
    }
    const [port] = [...opaque.keys()];
    if (port !== undefined) {
        return [violation(field, `so every connection to the TCP port ${port} is denied`, fix)];
    }
    return onlyHttp(rule)
        ? [warning(field, "and nothing else narrows the rule, so it denies all of every TCP port", fix)]
        : [];
}

/** As istiod's own webhook warns: nothing in the rule that a TCP connection has too. */
function onlyHttp(rule: Field): boolean {
    const given = [...sourcesOf(rule), ...operationsOf(rule)].flatMap((each) =>
        each.entries().filter(([, field]) => !isEmpty(field)),
    );
    return given.length + conditionsOf(rule).length === httpFields(rule).length;
}
