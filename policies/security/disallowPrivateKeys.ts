import { Field } from "../engine/field";
import { type Finding, type ObjectRule, unproven, violation } from "../engine/rule";

/** Members of a JSON Web Key that only its owner may have (RFC 7518, 6.2.2, 6.3.2 and 6.4.1). */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

export const disallowPrivateKeys: ObjectRule = {
    scope: "object",
    id: "B-05",
    ids: ["IST0133"],
    name: "meshwright-security-disallow-private-keys",
    displayName: "Disallow private keys in jwks",
    description: "An inline key set must hold public keys only: with a private one anybody can sign tokens.",
    severity: "critical",
    remediationSteps: "Replace the key, which is known now, and put only its public part into jwks.",
    settings: [],
    kinds: ["security.istio.io/RequestAuthentication"],

    *check(object) {
        for (const rule of object.root.at("spec", "jwtRules").items()) {
            yield* judge(rule.at("jwks"));
        }
    },
};

function* judge(jwks: Field): Iterable<Finding> {
    if (jwks.isUnknown) {
        yield unproven(jwks);
        return;
    }
    if (jwks.isAbsent || jwks.text === "") {
        return;
    }
    const keys = keysIn(jwks.text ?? "");
    if (keys === undefined) {
        // Whatever stands there may be a secret, so it is not repeated.
        const field = new Field("(a text)", jwks.path);
        yield violation(field, "which is no JSON Web Key Set, so no token is valid", 'give {"keys": […]}');
        return;
    }
    const leaked = keys.findIndex((key) => privateMembers.some((member) => !key.at(member).isAbsent));
    if (leaked >= 0) {
        const field = new Field("(a key set)", jwks.path);
        yield violation(
            field,
            `whose key ${leaked} is private, so whoever reads this object can sign tokens`,
            "replace the key and give only its public part",
        );
    }
}

function keysIn(text: string): readonly Field[] | undefined {
    try {
        const keys = new Field(JSON.parse(text)).at("keys");
        return keys.isList ? keys.items() : undefined;
    } catch {
        return undefined;
    }
}
