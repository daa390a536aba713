import { controlPlane } from "../controlPlane";
import type { Props } from "../crossguard";
import { observabilityObjects } from "./observability";
import { routeObjects } from "./routes";
import { securityObjects } from "./security";
import { trafficObjects } from "./traffic";
import { workloadObjects } from "./workload";

/** One revision, and the tags that namespaces and gateways follow. */
const oneRevision = controlPlane(
    { "1-31-1": "1.31.1" },
    { stable: "1-31-1", gateways: "1-31-1", default: "1-31-1" },
);

/** A small mesh, complete and without anything to object to. */
export function cleanStack(plane: readonly Props[] = oneRevision): Props[] {
    return [
        ...plane,
        ...securityObjects(),
        ...trafficObjects(),
        ...routeObjects(),
        ...workloadObjects(),
        ...observabilityObjects(),
    ];
}
