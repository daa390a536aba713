import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { label } from "../engine/object";
import { type Finding, type ObjectRule, unproven, warning } from "../engine/rule";

const roles = ["rbac.authorization.k8s.io/ClusterRole", "rbac.authorization.k8s.io/Role"];
const groups = new Set([
    "security.istio.io",
    "networking.istio.io",
    "extensions.istio.io",
    "telemetry.istio.io",
]);
const writing = new Set(["*", "create", "update", "patch", "delete", "deletecollection"]);
/** Kinds with which one opens the mesh or a proxy; by their plural names, as roles have them. */
const powerful = new Set([
    "*",
    "envoyfilters",
    "gateways",
    "peerauthentications",
    "authorizationpolicies",
    "requestauthentications",
    "wasmplugins",
    "trafficextensions",
    "proxyconfigs",
]);
/** Kubernetes' own, and those of Istio and its operators, which act for the mesh. */
const administrators =
    /^(cluster-admin|admin|system:.*|istiod?(-.*)?|istio-.*|sail-operator.*|.*istio-operator.*)$/;

export const restrictMeshWriters: ObjectRule = {
    scope: "object",
    id: "F-11",
    name: "meshwright-security-restrict-mesh-writers",
    displayName: "Restrict who may write the mesh's policy",
    description:
        "A role should not let its holder write EnvoyFilters, Gateways, extensions or authentication and authorization policies " +
        "unless he administers the mesh: whoever writes them can take any of it away.",
    severity: "medium",
    advisory: true,
    framework: {
        name: "Istio Security Best Practices",
        version: "1.31",
        reference: "https://istio.io/latest/docs/ops/best-practices/security/",
        specification: "Restrict Gateway creation privileges",
    },
    remediationSteps:
        "Name the resources a team needs (virtualservices, destinationrules), and leave the rest to the platform's pipeline.",
    settings: [],
    kinds: roles,

    *check(object) {
        if (administrators.test(object.name) || isForAdministrators(object)) {
            return;
        }
        for (const rule of object.root.at("rules").items()) {
            const unknown = ["apiGroups", "verbs", "resources"]
                .flatMap((key) => rule.at(key).items())
                .find((each) => each.isUnknown);
            yield* unknown === undefined ? judge(rule) : [unproven(unknown)];
        }
    },
};

function isForAdministrators(object: PolicyObject): boolean {
    const aggregated = (name: string) =>
        label(object, `rbac.authorization.k8s.io/aggregate-to-${name}`).text === "true";
    return aggregated("admin") && !aggregated("edit") && !aggregated("view");
}

function* judge(rule: Field): Iterable<Finding> {
    const texts = (key: string) =>
        rule
            .at(key)
            .items()
            .map((each) => each.text ?? "");
    const isMesh = texts("apiGroups").some((each) => each === "*" || groups.has(each));
    const isWriting = texts("verbs").some((each) => writing.has(each));
    const power = rule
        .at("resources")
        .items()
        .find((each) => powerful.has(each.text ?? ""));
    if (isMesh && isWriting && power !== undefined) {
        const message = "with verbs that write, so whoever holds the role can open the mesh";
        yield warning(power, message, "name the resources that are needed");
    }
}
