import { enumerated } from "../objects/names";
import type { Routed } from "./routedHosts";

/**
 * All rules of a host at once, where it stays: Istio's defaults hold without them. What is routed at gateways is told
 * of where exposure is.
 */
export function rulesComeOrGo(
    before: Routed | undefined,
    after: Routed | undefined,
    stays: boolean,
): readonly string[] {
    const routed = after ?? before;
    if (routed === undefined || !stays || routed.isGateway) {
        return [];
    }
    const what = whatRulesSet(routed);
    if (what.length === 0) {
        return [];
    }
    const [are, defaults] = what.length === 1 ? ["is", "default"] : ["are", "defaults"];
    return [
        after === undefined
            ? `the rules of ${routed.label} are gone: ${enumerated(what, 9)} ${are} Istio's ${defaults} now`
            : `${routed.label} has rules now: ${enumerated(what, 9)} ${are} no longer Istio's ${defaults}`,
    ];
}

function whatRulesSet({ rules }: Routed): readonly string[] {
    const fields = rules.flatMap(({ settings, targets }) => [
        ...Object.keys(settings).filter((each) => !targets.some(({ host }) => each.startsWith(host))),
        ...(targets.length > 1 ? ["shares"] : []),
    ]);
    return [...new Set(fields)].sort();
}
