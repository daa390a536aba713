import { listed } from "./describePaths";
import type { Ground } from "./reason";

export function describeGround(ground: Ground): string {
    switch (ground.kind) {
        case "no proxy":
            return "the server has no proxy in the way, so nothing is enforced there";
        case "no ALLOW policy":
            return "no ALLOW policy is enforced at the server, so what is not denied is allowed";
        case "plaintext refused":
            return "the server accepts only mutual TLS";
        case "not allowed":
            return `none of the ALLOW policies at the server (${listed(ground.policies)}) speaks of this client`;
        default:
            return `${ground.kind} by ${ground.policy}, rules[${ground.rule}]`;
    }
}

/** The same for all of them, the rules of one policy together. */
export function describeGrounds(grounds: readonly Ground[]): readonly string[] {
    const rules = new Map<string, number[]>();
    const lines: string[] = [];
    for (const ground of grounds) {
        if (!("rule" in ground)) {
            lines.push(describeGround(ground));
            continue;
        }
        const policy = `${ground.kind} by ${ground.policy}`;
        const known = rules.get(policy);
        rules.set(policy, [...(known ?? []), ground.rule]);
        if (known === undefined) {
            lines.push(policy);
        }
    }
    return lines.map((line) => [line, ...(rules.get(line) ?? []).map((rule) => `rules[${rule}]`)].join(", "));
}
