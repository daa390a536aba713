import { type Given, truthGiven } from "./given";
import { authorizerField, type Need } from "./need";
import type { Condition, Policy, Rule } from "./policy";
import { isAboutIdentity } from "./source";

/** Beyond so many kinds of requests a reader learns nothing; what they would have told stays undecided. */
const most = 64;

/**
 * The kinds of requests that are worth telling apart at a server: for each alternative of an ALLOW rule the
 * conditions it adds to sender and operation, those with which a DENY rule no longer applies, and the agreement of
 * whoever a CUSTOM rule asks. Fewest needs first; the empty set is always one.
 */
export function needSets(policies: readonly Policy[], known: Given): readonly (readonly Need[])[] {
    const rulesOf = (action: Policy["action"]): readonly Rule[] =>
        policies.filter((policy) => policy.action === action).flatMap(({ rules }) => rules);
    const allowing = [[], ...rulesOf("ALLOW").flatMap((rule) => alternativesOf(rule, known))];
    const sparing = rulesOf("DENY").flatMap((rule) =>
        alternativesOf(rule, known).flatMap((needs) =>
            needs.map((need) => ({ ...need, negated: !need.negated })),
        ),
    );
    const spared =
        sparing.length < 2 ? sparing.map((need) => [need]) : [...sparing.map((need) => [need]), sparing];
    const asked = policies
        .filter(({ action }) => action === "CUSTOM")
        .map(({ provider = "unnamed" }) => provider);
    const agreed: Need = { field: authorizerField, negated: false, values: [...new Set(asked)].sort() };
    const sets = [[], ...spared].flatMap((more) => allowing.map((needs) => [...needs, ...more]));
    return distinct(asked.length === 0 ? sets : [...sets, ...sets.map((needs) => [...needs, agreed])]);
}

function alternativesOf(rule: Rule, known: Given): readonly (readonly Need[])[] {
    const whens = rule.when.flatMap((each) => needOf(each, known));
    const tos = rule.to.map((each) =>
        each.filter(({ field }) => field === "hosts").flatMap((condition) => needOf(condition, known)),
    );
    return rule.from.flatMap((source) =>
        tos.map((to) => [...source.flatMap((condition) => needOf(condition, known)), ...whens, ...to]),
    );
}

/** A condition that is neither about the certificate nor decided by what is known. */
function needOf(condition: Condition, known: Given): readonly Need[] {
    const { field, negated, values } = condition;
    const isOpen =
        values !== undefined && !isAboutIdentity(condition) && truthGiven(condition, known) === "maybe";
    return isOpen ? [{ field, negated, values: [...new Set(spelled(field, values, known))].sort() }] : [];
}

/** Any token is one of those that are verified. */
function spelled(field: string, values: readonly string[], { issuers }: Given): readonly string[] {
    return field === "requestPrincipals" && issuers !== undefined
        ? values.flatMap((each) => (each === "*" ? issuers.map((issuer) => `${issuer}/*`) : [each]))
        : values;
}

function distinct(sets: readonly (readonly Need[])[]): readonly (readonly Need[])[] {
    const byText = new Map<string, readonly Need[]>();
    for (const set of sets) {
        const needs = new Map(set.map((need) => [JSON.stringify(need), need] as const));
        const sorted = [...needs].sort(([left], [right]) => (left < right ? -1 : 1));
        byText.set(
            sorted.map(([text]) => text).join(),
            sorted.map(([, need]) => need),
        );
    }
    return [...byText]
        .sort(([left, a], [right, b]) => a.length - b.length || (left < right ? -1 : left > right ? 1 : 0))
        .map(([, needs]) => needs)
        .slice(0, most);
}
