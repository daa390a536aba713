import { issuersAt } from "../issuers";
import { type Terms, termsOver } from "../terms";
import type { WorkloadRef } from "../workload";
import { admission, approach } from "./reachable";
import type { World } from "./world";

/** What workloads reach at the server through all layers, and on what terms. */
export function reachableTerms(world: World, server: WorkloadRef): (client: WorkloadRef) => Terms<string> {
    const known = { issuers: issuersAt(world.enforcement, server) };
    const termsOf = termsOver(world.enforcement.policiesAt(server), known, (given) =>
        admission(world, server, { ...known, ...given }),
    );
    return (client) => termsOf(approach(world, client, server));
}
