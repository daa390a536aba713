import { type Field, isEmpty } from "./field";
import { label, type PolicyObject } from "./object";
import { allOf, anyOf, type Reach } from "./reach";

export const authorizationPolicyKinds = ["security.istio.io/AuthorizationPolicy"];

/** The action; ALLOW when absent. An unknown one reads as undefined. */
export function action(policy: PolicyObject): string | undefined {
    const field = policy.root.at("spec", "action");
    return field.isAbsent ? "ALLOW" : field.text;
}

/** Fields that ask for an identity: even `*` there keeps out who has none. */
const identityFields = new Set([
    "principals",
    "namespaces",
    "serviceAccounts",
    "requestPrincipals",
    "trustDomains",
]);
const identityKeys = /^(source\.(principal|namespace|serviceAccount|ip)|remote\.ip|request\.auth\..+)$/;

/** A rule lets through what one of its sources sends to one of its operations under all of its conditions. */
export function ruleReach(rule: Field): Reach {
    return allOf([
        listReach(rule.at("from"), (each) => selectionReach(each.at("source"))),
        listReach(rule.at("to"), (each) => selectionReach(each.at("operation"))),
        ...rule.at("when").items().map(conditionReach),
    ]);
}

/** Whether a rule lets in callers without any identity: plaintext included. */
export function anonymousReach(rule: Field): Reach {
    const sources = listReach(rule.at("from"), (each) => {
        const source = each.at("source");
        const demandsIdentity = source
            .entries()
            .some(([key, field]) => identityFields.has(key) && !isEmpty(field));
        return demandsIdentity && !source.isUnknown ? "some" : selectionReach(source);
    });
    const conditions = rule
        .at("when")
        .items()
        .map((each) => {
            const key = each.at("key");
            if (key.isUnknown) {
                return key;
            }
            return identityKeys.test(key.text ?? "") ? conditionReach(each) : "all";
        });
    return allOf([sources, ...conditions]);
}

/** Of a list of alternatives; an empty one is no list, and no list lets everything through. */
function listReach(list: Field, reach: (element: Field) => Reach): Reach {
    if (list.isUnknown) {
        return list;
    }
    return isEmpty(list) ? "all" : anyOf(list.items().map(reach));
}

/** Of a source or an operation: every field it names must match. */
function selectionReach(selection: Field): Reach {
    if (selection.isUnknown) {
        return selection;
    }
    return allOf(
        selection
            .entries()
            .filter(([, field]) => !isEmpty(field))
            .map(([key, field]) => valuesReach(key, field)),
    );
}

function valuesReach(key: string, values: Field): Reach {
    // A JWT must be there and valid even for `*`, and whatever is excluded stays out.
    if (key === "requestPrincipals" || key.startsWith("not")) {
        return values.isUnknown ? values : "some";
    }
    return values.isUnknown ? values : anyOf(values.items().map(valueReach));
}

function conditionReach(condition: Field): Reach {
    const values = condition.at("values");
    if (values.isUnknown) {
        return values;
    }
    if (!isEmpty(condition.at("notValues"))) {
        return "some";
    }
    // For other keys `*` demands that the attribute is there.
    const key = condition.at("key").text ?? "";
    return isEmpty(values) || /^(source|remote|destination)\./.test(key)
        ? listReach(values, valueReach)
        : "some";
}

function valueReach(value: Field): Reach {
    return value.isUnknown ? value : everything(value) ? "all" : "some";
}

const everythingPatterns = new Set(["*", "/*", "/{**}", "0.0.0.0/0", "::/0"]);
function everything(value: Field): boolean {
    return everythingPatterns.has(value.text ?? "");
}

/** Whether a policy is bound to a gateway, where callers from outside have no mesh identity. */
export function targetsGateway(policy: PolicyObject): boolean {
    const spec = policy.root.at("spec");
    const targets = spec.at("targetRefs").items();
    if (targets.length > 0) {
        return targets.every((each) => each.at("kind").text === "Gateway");
    }
    const selector = spec.at("selector", "matchLabels");
    const istio = selector.at("istio").text ?? "";
    return (
        (/ingress|gateway$/.test(istio) && !istio.includes("egress")) ||
        selector.at("gateway.networking.k8s.io/gateway-name").text !== undefined
    );
}

/** Whether a policy or PeerAuthentication is for its whole namespace (in the root namespace: for the mesh). */
export function isNamespaceWide(object: PolicyObject): boolean {
    const spec = object.root.at("spec");
    return isEmpty(spec.at("selector", "matchLabels")) && isEmpty(spec.at("targetRefs"));
}

/** Whether an object says it is the pass that lets traffic through while its workload is audited. */
export function isAuditPass(policy: PolicyObject, passLabel: string): boolean {
    return label(policy, passLabel).text === "true" && !policy.partial && !isNamespaceWide(policy);
}
