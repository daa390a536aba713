import { enumerated } from "../objects/names";
import type { Routed } from "./routedHosts";
import type { SeersMoved } from "./ruleSeers";

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
    return inWords(routed, after === undefined, "");
}

/** The same for those callers alone whose proxies are no longer told of the rules, or are only now. */
export function rulesSeen(routed: Routed, { gained, lost }: SeersMoved): readonly string[] {
    return [
        ...(lost.length === 0 ? [] : inWords(routed, true, ` for calls of ${enumerated(lost)}`)),
        ...(gained.length === 0 ? [] : inWords(routed, false, ` for calls of ${enumerated(gained)}`)),
    ];
}

function inWords(routed: Routed, areGone: boolean, whose: string): readonly string[] {
    const what = whatRulesSet(routed);
    if (what.length === 0) {
        return [];
    }
    const [are, defaults] = what.length === 1 ? ["is", "default"] : ["are", "defaults"];
    return [
        areGone
            ? `the rules of ${routed.label} are gone${whose}: ${enumerated(what, 9)} ${are} Istio's ${defaults} now`
            : `${routed.label} has rules now${whose}: ${enumerated(what, 9)} ${are} no longer Istio's ${defaults}`,
    ];
}

function whatRulesSet({ rules }: Routed): readonly string[] {
    const fields = rules.flatMap(({ settings, targets }) => [
        ...Object.keys(settings).filter((each) => !targets.some(({ host }) => each.startsWith(host))),
        ...(targets.length > 1 ? ["shares"] : []),
    ]);
    return [...new Set(fields)].sort();
}
