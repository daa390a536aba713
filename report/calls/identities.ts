import {
    anonymous,
    type Client,
    identitiesNamed,
    type NamedWorkload,
    onlyPrincipals,
    principalOf,
    unnamed,
    type WorkloadRef,
} from "../../components/access";
import type { Side } from "../side";
import { once } from "./once";
import type { Touched } from "./touched";
import { worldIn } from "./worlds";

/** The caller of policy that has no certificate. */
export const nobody = "anyone without a certificate";
/** Stands for every identity that no workload of the stack has. */
export const anybody = "any other identity";
export const stranger: WorkloadRef = {
    namespace: unnamed,
    serviceAccount: unnamed,
    labels: {},
    injected: true,
};

/**
 * The identities that the policy of a server is asked about where it can differ: those that policies of either side
 * list; where one side lists none, everyone, and whomever else policies speak of.
 */
export function identitiesAsked(
    side: Side,
    other: Side,
    { everything, namespaces }: Touched,
): (server: NamedWorkload) => Iterable<readonly [string, Client]> {
    const enforcements = [worldIn(side).enforcement, worldIn(other).enforcement];
    const known = once(() => [...new Set([side, other].flatMap(principalsOf))]);
    return function* asked(server) {
        if (!everything && !namespaces.has(server.namespace)) {
            return;
        }
        yield [nobody, anonymous];
        const listed = enforcements.map((each) => onlyPrincipals(each, server));
        const isOpen = listed.some((each) => each === undefined);
        const asked = isOpen
            ? [...known(), ...enforcements.flatMap((each) => identitiesNamed(each, server))]
            : listed.flatMap((each) => each ?? []);
        const strangers = enforcements.map(({ mesh }) => principalOf(stranger, mesh.trustDomain));
        for (const principal of new Set(asked)) {
            // With the scheme of certificates, which policies write without, a name is nobody's.
            if (!strangers.includes(principal) && !principal.startsWith("spiffe://")) {
                yield [principal, clientOf(principal)];
            }
        }
        if (isOpen) {
            yield [anybody, stranger];
        }
    };
}

/** A client that has no more than its certificate; policies ask for nothing else of it. */
export function clientOf(principal: string): WorkloadRef {
    const [, trustDomain = "", namespace = "", serviceAccount = ""] =
        /^(.*)\/ns\/([^/]*)\/sa\/(.*)$/.exec(principal) ?? [];
    return { trustDomain, namespace, serviceAccount, labels: {}, injected: true };
}

function principalsOf({ workloads, gatewayPods, mesh }: Side): readonly string[] {
    return [...workloads, ...gatewayPods].map((each) => principalOf(each, mesh.trustDomain));
}
