import type { Field } from "./field";
import type { PolicyObject } from "./object";

export function rulesOf(policy: PolicyObject): readonly Field[] {
    return policy.root.at("spec", "rules").items();
}

/** The `source` of every alternative of a rule. */
export function sourcesOf(rule: Field): readonly Field[] {
    return rule
        .at("from")
        .items()
        .map((each) => each.at("source"));
}

/** The `operation` of every alternative of a rule. */
export function operationsOf(rule: Field): readonly Field[] {
    return rule
        .at("to")
        .items()
        .map((each) => each.at("operation"));
}

export function conditionsOf(rule: Field): readonly Field[] {
    return rule.at("when").items();
}

/** The values of a condition on one attribute; a key that is not known yet may be it. */
export function conditionValues(rule: Field, key: string): readonly Field[] {
    return conditionsOf(rule).flatMap((each) => {
        const own = each.at("key");
        return own.isUnknown ? [own] : own.text === key ? each.at("values").items() : [];
    });
}

/** Everything a rule names as principal: of the peer's certificate. */
export function principalsOf(rule: Field): readonly Field[] {
    return [
        ...sourcesOf(rule).flatMap((each) => each.at("principals").items()),
        ...conditionValues(rule, "source.principal"),
    ];
}

/** The parts of `trust-domain/ns/NAMESPACE/sa/ACCOUNT`; undefined for patterns and for what is no principal. */
export function principalParts(
    principal: string,
): { readonly trustDomain: string; readonly namespace: string; readonly account: string } | undefined {
    const [, trustDomain = "", namespace = "", account = ""] =
        /^([^*]+)\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(principal) ?? [];
    return account === "" ? undefined : { trustDomain, namespace, account };
}

const httpOnlySource = ["requestPrincipals", "notRequestPrincipals"];
const httpOnlyOperation = ["hosts", "notHosts", "methods", "notMethods", "paths", "notPaths"];

/** What in a rule only a request has: on a port that speaks no HTTP it is not there to be compared. */
export function httpFields(rule: Field): readonly Field[] {
    const pick = (fields: readonly Field[], keys: readonly string[]) =>
        fields.flatMap((each) => keys.map((key) => each.at(key)).filter((field) => !field.isAbsent));
    return [
        ...pick(sourcesOf(rule), httpOnlySource),
        ...pick(operationsOf(rule), httpOnlyOperation),
        ...conditionsOf(rule)
            .map((each) => each.at("key"))
            .filter((key) => key.isUnknown || (key.text?.startsWith("request.") ?? false)),
    ];
}
