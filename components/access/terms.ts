import { type Access, accessAt } from "./access";
import { type CallSet, difference, isEmpty, noCall, union } from "./callSet";
import type { Enforcement } from "./enforcement";
import type { Given } from "./given";
import { issuersAt } from "./issuers";
import { authorizerField, isAboutToken, type Need } from "./need";
import { needSets } from "./needSets";
import type { Condition, Policy } from "./policy";
import type { Ground, Reason } from "./reason";
import type { Client, WorkloadRef } from "./workload";

/** Calls that certainly pass when the request meets all of the needs. */
export interface Grant {
    /** Sorted; empty: nothing is needed but who the client is. */
    readonly needs: readonly Need[];
    /** Without those a grant with fewer needs has already. */
    readonly calls: CallSet;
}

/** What a client may call at a server, and on what terms. */
export interface Terms<Because = Ground> {
    /** Fewest needs first. */
    readonly grants: readonly Grant[];
    /** What may pass or not and no grant speaks of, with the reasons; never to be counted as safe. */
    readonly undecided: CallSet;
    readonly because: readonly Because[];
    readonly opaque: readonly Reason[];
}

/** What clients may call at the server, what passes without further conditions told from what needs a token. */
export function termsAt(
    enforcement: Enforcement,
    server: WorkloadRef,
    given: Given = {},
): (client: Client) => Terms {
    const known = { issuers: issuersAt(enforcement, server), ...given };
    return termsOver(enforcement.policiesAt(server), known, (more) =>
        accessAt(enforcement, server, { ...known, ...more }),
    );
}

type Judged<Because> = Pick<Access, "certain" | "possible" | "opaque"> & Pick<Terms<Because>, "because">;

/** The same over any way of judging a client, which `accessWith` gives for what is known of a request. */
export function termsOver<Who, Because>(
    policies: readonly Policy[],
    known: Given,
    accessWith: (given: Given) => (client: Who) => Judged<Because>,
): (client: Who) => Terms<Because> {
    const accessOf = accessWith({});
    const candidates = needSets(policies, known).map((needs) => ({
        needs,
        // A request without anything is any request where nothing is asked of it.
        accessOf: needs.length === 0 && !policies.some(asksForTokens) ? accessOf : accessWith(meeting(needs)),
    }));
    return (client) => {
        const whatever = accessOf(client);
        const { possible } = whatever;
        const grants: Grant[] = [];
        let granted = noCall;
        for (const candidate of isEmpty(possible) ? [] : candidates) {
            const { certain } = candidate.accessOf === accessOf ? whatever : candidate.accessOf(client);
            const smaller = grants.filter(({ needs }) => needs.every((need) => has(candidate.needs, need)));
            const calls = smaller.reduce((left, grant) => difference(left, grant.calls), certain);
            if (!isEmpty(calls)) {
                grants.push({ needs: candidate.needs, calls });
                granted = union(granted, calls);
            }
        }
        const undecided = difference(possible, granted);
        return {
            grants,
            undecided,
            get because() {
                return whatever.because;
            },
            opaque: isEmpty(undecided) ? [] : whatever.opaque,
        };
    };
}

/** A request that has exactly what the needs say: no token unless one is needed, no other header or name. */
function meeting(needs: readonly Need[]): Given {
    return {
        needs,
        ...(needs.some(({ field }) => isAboutToken(field)) ? {} : { token: "none" as const }),
        ...(needs.some(({ field }) => field === authorizerField) ? { authorizer: "agrees" as const } : {}),
    };
}

/** All that `meeting` no needs says of a request is that it has no token. */
function asksForTokens({ rules }: Policy): boolean {
    const asks = ({ field }: Condition): boolean => isAboutToken(field);
    return rules.some(({ from, to, when }) => [from, to].flat(2).some(asks) || when.some(asks));
}

function has(needs: readonly Need[], wanted: Need): boolean {
    return needs.some((need) => JSON.stringify(need) === JSON.stringify(wanted));
}
