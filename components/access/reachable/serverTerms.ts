import { type Access, accessAt } from "../access";
import type { Given } from "../given";
import { issuersAt } from "../issuers";
import { type Terms, termsOver } from "../terms";
import type { Client, WorkloadRef } from "../workload";
import { admission, approach } from "./reachable";
import type { World } from "./world";

/** What may be called at one server, and on what terms. */
export interface ServerTerms {
    /** By workloads, through all layers. */
    readonly reachable: (client: WorkloadRef) => Terms<string>;
    /** As far as the server's own policy goes; see `termsAt`. */
    readonly permitted: (client: Client) => Terms;
}

/** Both share what is enforced at the server, which is the same work. */
export function serverTerms(world: World, server: WorkloadRef): ServerTerms {
    const { enforcement } = world;
    const policies = enforcement.policiesAt(server);
    const known = { issuers: issuersAt(enforcement, server) };
    const judges = new Map<string, (client: Client) => Access>();
    const accessWith = (given: Given): ((client: Client) => Access) => {
        const key = JSON.stringify(given);
        const judge = judges.get(key) ?? accessAt(enforcement, server, { ...known, ...given });
        judges.set(key, judge);
        return judge;
    };
    const termsOf = termsOver(policies, known, (given) => admission(accessWith(given)));
    return {
        reachable: (client) => termsOf(approach(world, client, server)),
        permitted: termsOver(policies, known, accessWith),
    };
}
