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
import { called, type Finding, type StackRule, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const accountKind = "core/ServiceAccount";
const gatewayKind = "networking.istio.io/Gateway";

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
        "where a stack declares more than one; Istio's and Kubernetes' own are taken to exist, as are those of gateways.",
    settings: [],
    kinds: [
        ...new Set([...authorizationPolicyKinds, ...podCarriers, accountKind, gatewayKind, "core/Namespace"]),
    ],

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
    const isGateways = account !== undefined && view.once(gatewayAccounts).has(account);
    if (
        missing.length > 0 ||
        known === undefined ||
        account === undefined ||
        known.has(account) ||
        isGateways
    ) {
        return missing;
    }
    const message = `and ${namespace} has no ServiceAccount ${account}, so nobody is meant`;
    const finding = violation(field, message, "correct it, or declare the account");
    return [called(finding, "IST", "KIA0106", "TIS0105")];
}

function judgeNamespace(field: Field, name: string | undefined, view: StackView): readonly Finding[] {
    if (name === undefined || namespaceMayExist(name, view)) {
        return [];
    }
    const message = `and this stack declares namespaces, but no ${name}`;
    const finding = violation(field, message, "correct the name, or declare it");
    return [called(finding, "IST0101", "KIA0101", "TIS0004")];
}

function namespacesOf(rule: Field): readonly Field[] {
    const keys = ["namespaces", "notNamespaces"];
    const named = sourcesOf(rule).flatMap((each) => keys.flatMap((key) => each.at(key).items()));
    return [...named, ...conditionValues(rule, "source.namespace")];
}

function namespaceMayExist(name: string, view: StackView): boolean {
    const isFamiliar =
        /^(istio|kube|gke|openshift|cert-manager)(-|$)|^(default|monitoring|ingress-nginx)$/.test(name);
    const declared = view.kind("core/Namespace");
    const pattern = /^\*([^*]+)$|^([^*]+)\*$/.exec(name);
    const isJudged = view.isWhole || declared.length > 1;
    if (!isJudged || isFamiliar || (pattern === null && name.includes("*"))) {
        return true;
    }
    return pattern === null
        ? view.namespace(name) !== undefined
        : declared.some(
              (each) => each.name.endsWith(pattern[1] ?? "") && each.name.startsWith(pattern[2] ?? ""),
          );
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

/** Gateways mostly come from charts, which name account and labels alike: istio-ingressgateway, and ingressgateway. */
function gatewayAccounts(view: StackView): ReadonlySet<string> {
    const selected = view.kind(gatewayKind).flatMap(({ root }) => root.at("spec", "selector").entries());
    return new Set(selected.flatMap(([, { text = "" }]) => [text, `istio-${text}`]));
}
