import type { Action, Condition, Rule } from "./policy";

/**
 * The rule as istiod generates it for a port that carries plain TCP, or undefined when it generates none. A proxy
 * cannot see methods, paths, hosts or tokens there. An ALLOW rule that mentions one anywhere is left out as a
 * whole (even for its other operations); a DENY or CUSTOM rule loses only that condition, so it denies more.
 * Both err on the side of refusing (pilot/pkg/security/authz/model, `checkError`).
 */
export function tcpRule(rule: Rule, action: Action): Rule | undefined {
    const needsHttp = [...rule.from.flat(), ...rule.to.flat(), ...rule.when].some(isHttpOnly);
    if (!needsHttp) {
        return rule;
    }
    return action === "ALLOW"
        ? undefined
        : {
              ...rule,
              from: rule.from.map(withoutHttp),
              to: rule.to.map(withoutHttp),
              when: withoutHttp(rule.when),
          };
}

function withoutHttp(conditions: readonly Condition[]): readonly Condition[] {
    return conditions.filter((condition) => !isHttpOnly(condition));
}

function isHttpOnly(condition: Condition): boolean {
    return (
        ["methods", "paths", "hosts", "requestPrincipals"].includes(condition.field) ||
        condition.field.startsWith("request.")
    );
}
