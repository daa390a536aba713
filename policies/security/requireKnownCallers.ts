import { authorizationPolicyKinds } from "../engine/authorization";
import {
    conditionValues,
    principalParts,
    principalsOf,
    rulesOf,
    sourcesOf,
} from "../engine/authorizationRules";
import type { Field } from "../engine/field";
import { podCarriers } from "../engine/podTemplates";
import { type Finding, type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const accountKind = "core/ServiceAccount";

export const requireKnownCallers: StackRule = {
    scope: "stack",
    id: "A-25",
    ids: ["IST0101", "KIA0101", "KIA0106", "TIS0004", "TIS0105"],
    name: "meshwright-security-require-known-callers",
    displayName: "Require callers that exist",
    description: "The namespaces and accounts a policy lets in or keeps out must be there.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Correct the name, or declare the ServiceAccount. Accounts are judged in namespaces that declare any, and namespaces " +
        "where a stack declares more than one; Istio's and Kubernetes' own are taken to exist.",
    settings: [],
    kinds: [...new Set([...authorizationPolicyKinds, ...podCarriers, accountKind, "core/Namespace"])],

    *check(_, __, view) {
        for (const policy of view.of(authorizationPolicyKinds)) {
            const rules = rulesOf(policy);
            const findings = [
                ...rules.flatMap(principalsOf).flatMap((field) => judgePrincipal(field, view)),
                ...rules.flatMap(namespacesOf).flatMap((field) => judgeNamespace(field, field.text, view)),
            ];
            yield* findings.map((finding) => ({ object: policy, finding }));
        }
    },
};

function judgePrincipal(field: Field, view: StackView): readonly Finding[] {
    const { namespace, account } = principalParts(field.text ?? "") ?? {};
    const missing = judgeNamespace(field, namespace, view);
    const known = view.once(knownAccounts).get(namespace ?? "");
    if (missing.length > 0 || known === undefined || account === undefined || known.has(account)) {
        return missing;
    }
    const message = `and ${namespace} has no ServiceAccount ${account}, so nobody is meant`;
    return [violation(field, message, "correct it, or declare the account")];
}

function judgeNamespace(field: Field, name: string | undefined, view: StackView): readonly Finding[] {
    const message = `and this stack declares namespaces, but no ${name}`;
    return name === undefined || namespaceMayExist(name, view)
        ? []
        : [violation(field, message, "correct the name, or declare it")];
}

function namespacesOf(rule: Field): readonly Field[] {
    const keys = ["namespaces", "notNamespaces"];
    const named = sourcesOf(rule).flatMap((each) => keys.flatMap((key) => each.at(key).items()));
    return [...named, ...conditionValues(rule, "source.namespace")];
}

function namespaceMayExist(name: string, view: StackView): boolean {
    const isFamiliar =
        /^(istio|kube|gke|openshift|cert-manager)(-|$)|^(default|monitoring|ingress-nginx)$/.test(name);
    const judged = view.kind("core/Namespace").length > 1;
    return !judged || isFamiliar || name.includes("*") || view.namespace(name) !== undefined;
}

/** The accounts of each namespace that declares any, with those its pods use. */
function knownAccounts(view: StackView): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const each of view.kind(accountKind)) {
        const namespace = each.namespace ?? "default";
        found.set(namespace, (found.get(namespace) ?? new Set(["default"])).add(each.name));
    }
    for (const { namespace, pod } of view.pods.all) {
        const used = pod.at("spec", "serviceAccountName").text;
        if (used !== undefined) {
            found.get(namespace)?.add(used);
        }
    }
    return found;
}
