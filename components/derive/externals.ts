import type { External, Workload } from "../graph/model";
import type { ArrangedGraph } from "./arrangedGraph";
import { byCodeUnits } from "./order";
import type { GatewayParty } from "./parties";

/** A host outside that somebody in the mesh calls. Nothing is derived for one that nobody calls. */
export interface CalledExternal {
    readonly external: External;
    /** Its callers, sorted by id; at least one. */
    readonly callers: readonly Workload[];
}

/** Every called host, sorted by name. */
export function calledExternals(arranged: ArrangedGraph): CalledExternal[] {
    return arranged.parts
        .flatMap((part) => part.externals)
        .flatMap((external) => {
            const callers = arranged.externalCallers.get(external.host) ?? [];
            return callers.length === 0 ? [] : [{ external, callers: sortedById(callers) }];
        })
        .sort((left, right) => byCodeUnits(left.external.host, right.external.host));
}

/** The egress gateway with the port sidecars reach it on; undefined when each sidecar goes out by itself. */
export function wayOut({ egressGateway: party }: ArrangedGraph): WayOut | undefined {
    return party?.gateway.egress === undefined ? undefined : { party, port: party.gateway.egress.port };
}

export interface WayOut {
    readonly party: GatewayParty;
    readonly port: number;
}

/** The port that packets to the host really go to. */
export function outsidePort({ port, originate }: External): number {
    return originate?.port ?? port;
}

export function sortedById(workloads: readonly Workload[]): Workload[] {
    return [...workloads].sort((left, right) => byCodeUnits(left.id, right.id));
}
