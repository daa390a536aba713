import { type Bounds, either, everything, isExact, nothing, without } from "./bounds";
import { difference, isEmpty, noCall } from "./callSet";
import { type Given, truthGiven } from "./given";
import { callsSpokenOf, isReadableOperation } from "./operation";
import type { Action, Condition, Policy, Rule } from "./policy";
import type { Ground, Reason } from "./reason";
import { type Identity, isAboutIdentity, speaksOf, type Truth } from "./source";
import type { Verdict } from "./verdict";

/** One rule with everything about it that does not depend on the client. */
interface PreparedRule {
    readonly policy: Policy;
    readonly rule: Rule;
    readonly calls: Bounds;
    readonly opaque: readonly Reason[];
}

/** What the authorization filter of one server does: `truths` decides everything, so equal ones share a verdict. */
export interface AuthorizationFilter {
    truths(client: Identity | undefined): readonly Truth[];
    verdict(truths: readonly Truth[]): Verdict;
}

/**
 * The filter that enforces these policies: CUSTOM first, then DENY, then ALLOW; a policy of `ALLOW` that matches
 * nothing still demands a match. `generate` gives a rule the form it has on this kind of port, if any.
 */
export function authorizationFilter(
    policies: readonly Policy[],
    generate: (rule: Rule, action: Action) => Rule | undefined,
    given: Given = {},
): AuthorizationFilter {
    const rules = policies
        .filter(({ action }) => action !== "CUSTOM" || given.authorizer !== "agrees")
        .flatMap((policy) =>
            policy.rules.flatMap((written): PreparedRule[] => {
                const rule = generate(written, policy.action);
                return rule === undefined ? [] : [prepared(policy, rule, given)];
            }),
        );
    const allowing = policies.filter((policy) => policy.action === "ALLOW").map((policy) => policy.id);
    return {
        truths: (client) => rules.map(({ policy, rule }) => speaksOf(rule, policy.namespace, client, given)),
        verdict: (truths) => verdictOf(rules, truths, allowing, given.authorizer === "refuses"),
    };
}

function verdictOf(
    rules: readonly PreparedRule[],
    truths: readonly Truth[],
    allowing: readonly string[],
    authorizerRefuses: boolean,
): Verdict {
    const matches = rules.map((each, index) => ({
        ...each,
        calls: asFarAs(truths[index] ?? "no", each.calls),
    }));
    const relevant = matches.filter((match) => !isEmpty(match.calls.possible));
    const matched = (action: Action): Bounds =>
        relevant
            .filter((match) => match.policy.action === action)
            .reduce((sum, match) => either(sum, match.calls), nothing);
    const allowed = allowing.length === 0 ? everything : matched("ALLOW");
    const custom = matched("CUSTOM");
    const denied = authorizerRefuses ? either(matched("DENY"), custom) : matched("DENY");
    const { certain, possible } = without(allowed, denied);
    return {
        // Whoever a CUSTOM rule asks may refuse what would be allowed, never allow what would be refused.
        calls: { certain: difference(certain, custom.possible), possible },
        because: groundsOf(relevant, allowing),
        opaque: relevant.flatMap((match) =>
            isExact(match.calls) && (authorizerRefuses || !isCustom(match)) ? [] : match.opaque,
        ),
    };
}

function asFarAs(truth: Truth, calls: Bounds): Bounds {
    return truth === "yes" ? calls : truth === "no" ? nothing : { certain: noCall, possible: calls.possible };
}

function prepared(policy: Policy, rule: Rule, given: Given): PreparedRule {
    return { policy, rule, calls: callsSpokenOf(rule, given), opaque: reasonsOf(policy, rule, given) };
}

function isCustom(match: PreparedRule): boolean {
    return match.policy.action === "CUSTOM";
}

const grounds = { ALLOW: "allowed", DENY: "denied", CUSTOM: "delegated" } as const;

function groundsOf(relevant: readonly PreparedRule[], allowing: readonly string[]): readonly Ground[] {
    const byRule = relevant.map(
        ({ policy, rule }): Ground => ({ kind: grounds[policy.action], policy: policy.id, rule: rule.index }),
    );
    if (allowing.length === 0) {
        return [{ kind: "no ALLOW policy" }, ...byRule];
    }
    const refused = !byRule.some((ground) => ground.kind === "allowed");
    return refused ? [{ kind: "not allowed", policies: allowing }, ...byRule] : byRule;
}

function reasonsOf(policy: Policy, rule: Rule, given: Given): readonly Reason[] {
    const isOpen = (condition: Condition): boolean =>
        !isAboutIdentity(condition) && truthGiven(condition, given) === "maybe";
    const object = `AuthorizationPolicy ${policy.id}`;
    const unread = [
        ...rule.from.flat().filter(isOpen),
        ...rule.to.flat().filter((condition) => !isReadableOperation(condition, given)),
        ...rule.when.filter(isOpen),
    ].map((condition) => ({
        object,
        path: condition.path,
        message: `whether "${condition.field}" matches is not decided by objects alone`,
    }));
    return policy.action === "CUSTOM"
        ? [{ object, path: "action", message: "an external authorizer decides" }, ...unread]
        : unread;
}
