import { type Bounds, either, everything, isExact, nothing, without } from "./bounds";
import { difference, isEmpty, noCall } from "./callSet";
import { callsSpokenOf, isReadableOperation } from "./operation";
import type { Action, Policy, Rule } from "./policy";
import type { Ground, Reason } from "./reason";
import { type Identity, isReadableSource, speaksOf, type Truth } from "./source";
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
): AuthorizationFilter {
    const rules = policies.flatMap((policy) =>
        policy.rules.flatMap((written): PreparedRule[] => {
            const rule = generate(written, policy.action);
            return rule === undefined ? [] : [prepared(policy, rule)];
        }),
    );
    const allowing = policies.filter((policy) => policy.action === "ALLOW").map((policy) => policy.id);
    return {
        truths: (client) => rules.map(({ policy, rule }) => speaksOf(rule, policy.namespace, client)),
        verdict: (truths) => verdictOf(rules, truths, allowing),
    };
}

function verdictOf(
    rules: readonly PreparedRule[],
    truths: readonly Truth[],
    allowing: readonly string[],
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
    const { certain, possible } = without(allowed, matched("DENY"));
    return {
        // Whoever a CUSTOM rule asks may refuse what would be allowed, never allow what would be refused.
        calls: { certain: difference(certain, matched("CUSTOM").possible), possible },
        because: groundsOf(relevant, allowing),
        opaque: relevant.flatMap((match) => (isExact(match.calls) && !isCustom(match) ? [] : match.opaque)),
    };
}

function asFarAs(truth: Truth, calls: Bounds): Bounds {
    return truth === "yes" ? calls : truth === "no" ? nothing : { certain: noCall, possible: calls.possible };
}

function prepared(policy: Policy, rule: Rule): PreparedRule {
    return { policy, rule, calls: callsSpokenOf(rule), opaque: reasonsOf(policy, rule) };
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

function reasonsOf(policy: Policy, rule: Rule): readonly Reason[] {
    const object = `AuthorizationPolicy ${policy.id}`;
    const unread = [
        ...rule.from.flat().filter((condition) => !isReadableSource(condition)),
        ...rule.to.flat().filter((condition) => !isReadableOperation(condition)),
        ...rule.when,
    ].map((condition) => ({
        object,
        path: condition.path,
        message: `whether "${condition.field}" matches is not decided by objects alone`,
    }));
    return policy.action === "CUSTOM"
        ? [{ object, path: "action", message: "an external authorizer decides" }, ...unread]
        : unread;
}
