import { policiesFor } from "../enforcement";
import { issuersAt } from "../issuers";
import { type Terms, termsOver } from "../terms";
import type { WorkloadRef } from "../workload";
import { reachableAt } from "./reachable";
import type { World } from "./world";

/** What workloads reach at the server through all layers, and on what terms. */
export function reachableTerms(world: World, server: WorkloadRef): (client: WorkloadRef) => Terms<string> {
    const known = { issuers: issuersAt(world.enforcement, server) };
    return termsOver(policiesFor(world.enforcement, server), known, (given) =>
        reachableAt(world, server, { ...known, ...given }),
    );
}
