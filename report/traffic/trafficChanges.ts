import type { CallChange } from "../calls/callChanges";
import type { Side } from "../side";
import type { Statement } from "../statement";
import { destinationChanges } from "./destinations";
import { egressWayChanges } from "./egressWays";
import { missingSubsetChanges } from "./missingSubsets";
import { outsideServiceChanges } from "./outsideServices";
import { rateLimitChanges } from "./rateLimits/rateLimitChanges";
import { unansweredChanges } from "./rateLimits/unansweredChanges";
import { routeChanges } from "./routes";
import { serviceChanges } from "./serviceChanges";
import { servicePortChanges } from "./servicePorts";

/** How calls go, beside whether they may: by which names and ports, by which rules, by which way. */
export function trafficChanges(
    before: Side,
    after: Side,
    calls: readonly CallChange[],
): readonly Statement[] {
    return [
        ...outsideServiceChanges(before, after),
        ...egressWayChanges(before, after),
        ...serviceChanges(before, after),
        ...servicePortChanges(before, after, calls),
        ...routeChanges(before, after),
        ...rateLimitChanges(before, after),
        ...unansweredChanges(before, after),
        ...missingSubsetChanges(before, after),
        ...destinationChanges(before, after),
    ];
}
