import type { Side } from "../side";
import type { Statement } from "../statement";
import { destinationChanges } from "./destinations";
import { routeChanges } from "./routes";
import { serviceChanges } from "./serviceChanges";

/** How calls go, beside whether they may: by which names and ports, by which rules, by which way. */
export function trafficChanges(before: Side, after: Side): readonly Statement[] {
    return [
        ...serviceChanges(before, after),
        ...routeChanges(before, after),
        ...destinationChanges(before, after),
    ];
}
