import { action, authorizationPolicyKinds } from "../engine/authorization";
import { operationsOf, rulesOf } from "../engine/authorizationRules";
import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

export const requirePathVariants: ObjectRule = {
    scope: "object",
    id: "A-13",
    name: "meshwright-security-require-path-variants",
    displayName: "Require all spellings of a path or host",
    description:
        "A DENY of a path must also deny it with a slash behind it, and a rule about a host the host with a port.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Customize your system on path normalization; Host header with port",
    },
    remediationSteps:
        "Beside /admin deny /admin/*; beside a host name host:*, because clients may send the port in the Host header.",
    settings: [],
    kinds: authorizationPolicyKinds,

    *check(policy) {
        const field = policy.root.at("spec", "action");
        const isDeny = action(policy) === "DENY";
        if (field.isUnknown) {
            const operations = rulesOf(policy).flatMap(operationsOf);
            const asDeny = operations.flatMap((each) => [
                ...missingPaths(each.at("paths")),
                ...missingHosts(each.at("hosts")),
            ]);
            yield* asDeny.length > 0 ? [unproven(field)] : [];
            return;
        }
        for (const operation of rulesOf(policy).flatMap(operationsOf)) {
            yield* isDeny ? missingPaths(operation.at("paths")) : [];
            yield* missingHosts(operation.at(isDeny || action(policy) === "ALLOW" ? "hosts" : ""));
        }
    },
};

function* missingPaths(list: Field): Iterable<Finding> {
    const paths = list.items().map((each) => each.text ?? "");
    for (const path of list.items()) {
        if (path.isUnknown) {
            yield unproven(path);
        }
        const text = path.text ?? "*";
        const covered = paths.some((each) => each.endsWith("*") && `${text}/`.startsWith(each.slice(0, -1)));
        if (!/[*{}]/.test(text) && !text.endsWith("/") && !covered && !paths.includes(`${text}/`)) {
            yield violation(path, `which does not deny ${text}/`, `add "${text}/*" beside it`);
        }
    }
}

function* missingHosts(list: Field): Iterable<Finding> {
    const hosts = list.items().map((each) => each.text ?? "");
    for (const host of list.items()) {
        if (host.isUnknown) {
            yield unproven(host);
        }
        const text = host.text ?? "*";
        if (!/\*$|:/.test(text) && !hosts.some((each) => each === `${text}:*` || each === `${text}*`)) {
            yield violation(
                host,
                `which does not match Host: ${text}:443, as some clients send it`,
                `add "${text}:*" beside it`,
            );
        }
    }
}
