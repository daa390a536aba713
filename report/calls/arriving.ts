import {
    type CallSet,
    intersection,
    isEmpty,
    type NamedWorkload,
    principalOf,
    type ServerTerms,
    unionOf,
    type WorkloadRef,
} from "../../components/access";
import type { Side } from "../side";
import { anybody, clientOf, nobody, stranger } from "./identities";

/** How much of some calls nothing but the policy of the callee holds. */
export type Arriving = "some" | "perhaps" | "none";

/**
 * Whether calls under an identity come as far as the policy of a server: those of the workloads that have it or, where none
 * has, of a pod of which nothing else is known. A gateway's come only by its routes, which are ways in.
 */
export function arrivingOn({ workloads, gatewayPods, mesh }: Side) {
    const idOfPod = (each: NamedWorkload): string => principalOf(each, mesh.trustDomain);
    const podsOf = podsByIdentity(workloads, idOfPod);
    const gateways = new Set(gatewayPods.map(idOfPod));
    return (from: string, { reachable }: ServerTerms, calls: CallSet): Arriving => {
        const pods = podsOf.get(from) ?? (gateways.has(from) ? [] : [podOf(from)]);
        const terms = pods.map(reachable);
        const meets = (all: readonly CallSet[]): boolean => !isEmpty(intersection(calls, unionOf(all)));
        return meets(terms.flatMap(({ grants }) => grants.map((grant) => grant.calls)))
            ? "some"
            : meets(terms.map(({ undecided }) => undecided))
              ? "perhaps"
              : "none";
    };
}

function podsByIdentity(
    workloads: readonly NamedWorkload[],
    idOfPod: (each: NamedWorkload) => string,
): ReadonlyMap<string, readonly NamedWorkload[]> {
    const pods = new Map<string, NamedWorkload[]>();
    for (const each of workloads.filter(({ injected }) => injected)) {
        const known = pods.get(idOfPod(each)) ?? [];
        known.push(each);
        pods.set(idOfPod(each), known);
    }
    return pods;
}

function podOf(from: string): WorkloadRef {
    return from === nobody ? { ...stranger, injected: false } : from === anybody ? stranger : clientOf(from);
}
