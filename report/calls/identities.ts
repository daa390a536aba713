import {
    anonymous,
    type Client,
    describeGrounds,
    describeReason,
    type Enforcement,
    onlyPrincipals,
    principalOf,
    type Terms,
    termsAt,
    type WorkloadRef,
} from "../../components/access";
import type { Side } from "../side";
import { conditionReader, type Ends, endsKey, type Passing } from "./relations";
import type { Touched } from "./touched";
import { worldIn } from "./worlds";

/** The caller of policy that has no certificate. */
export const nobody = "anyone without a certificate";
/** Stands for every identity that no workload of the stack has. */
export const anybody = "any other identity";

/**
 * What policy alone lets each identity call on one side, whether or not a request gets there: what a reader of the
 * policies is promised, and what is left where another layer opens.
 */
export function permittedCalls(
    side: Side,
    other: Side,
    { everything, namespaces }: Touched,
): Map<string, Passing> {
    const [{ enforcement }, { enforcement: otherEnforcement }] = [worldIn(side), worldIn(other)];
    const conditionsOf = conditionReader(side.objects);
    const known = [...new Set([side, other].flatMap(principalsOf))];
    const calls = new Map<string, Passing>();
    for (const server of side.workloads.filter((each) => everything || namespaces.has(each.namespace))) {
        const termsOf = termsAt(enforcement, server);
        for (const [from, client] of askedOf(server, [enforcement, otherEnforcement], known)) {
            const terms = termsOf(client);
            const ends = { way: "mesh", from, to: `${server.namespace}/${server.name}` } as const;
            calls.set(endsKey(ends), passing(ends, terms, conditionsOf(terms.opaque)));
        }
    }
    return calls;
}

function passing(ends: Ends, { grants, undecided, because, opaque }: Terms, conditions: string): Passing {
    return {
        ends,
        grants,
        undecided,
        conditions,
        get because() {
            return describeGrounds(because);
        },
        opaque: [...new Set(opaque.map(describeReason))],
    };
}

/** Those that policies of either side list; where one side lists none, everyone. */
function* askedOf(
    server: WorkloadRef,
    sides: readonly Enforcement[],
    known: readonly string[],
): Generator<readonly [string, Client]> {
    yield [nobody, anonymous];
    const listed = sides.map((each) => onlyPrincipals(each, server));
    const isOpen = listed.some((each) => each === undefined);
    for (const principal of new Set(isOpen ? known : listed.flatMap((each) => each ?? []))) {
        yield [principal, clientOf(principal)];
    }
    if (isOpen) {
        yield [anybody, { namespace: "?", serviceAccount: "?", labels: {}, injected: true }];
    }
}

/** A client that has no more than its certificate; policies ask for nothing else of it. */
function clientOf(principal: string): WorkloadRef {
    const [, trustDomain = "", namespace = "", serviceAccount = ""] =
        /^(.*)\/ns\/([^/]*)\/sa\/(.*)$/.exec(principal) ?? [];
    return { trustDomain, namespace, serviceAccount, labels: {}, injected: true };
}

function principalsOf({ workloads, gatewayPods, mesh }: Side): readonly string[] {
    return [...workloads, ...gatewayPods].map((each) => principalOf(each, mesh.trustDomain));
}
