import type { Manifest } from "../istio/types";
import { type Access, accessAt } from "./access";
import { isEmpty } from "./callSet";
import { type Enforcement, enforcementOf } from "./enforcement";
import { inTrustDomain, principalOf } from "./source";
import { anonymous, type Mesh, type WorkloadRef } from "./workload";
import { type NamedWorkload, workloadsOf } from "./workloads";

/** One pair of the relation: `client` may call something at `server`. */
export interface Pair {
    readonly server: NamedWorkload;
    readonly client: NamedWorkload | typeof anonymous;
    readonly access: Access;
}

/**
 * Every pair of workloads among the objects, anonymous clients included, of which the client may possibly call
 * something. Lazy, because where nothing is enforced that is everyone to everyone.
 */
export function* relation(objects: readonly Manifest[], mesh: Mesh): Generator<Pair> {
    const enforcement = enforcementOf(objects, mesh);
    const workloads = workloadsOf(objects);
    const byPrincipal = new Map<string, NamedWorkload[]>();
    for (const workload of workloads) {
        const principal = principalOf(workload, mesh.trustDomain);
        const alike = byPrincipal.get(principal) ?? [];
        alike.push(workload);
        byPrincipal.set(principal, alike);
    }
    for (const server of workloads) {
        const accessOf = accessAt(enforcement, server);
        const principals = onlyPrincipals(enforcement, server);
        const peers = principals?.flatMap((principal) => byPrincipal.get(principal) ?? []) ?? workloads;
        for (const client of [...peers, anonymous] as const) {
            const access = accessOf(client);
            if (!isEmpty(access.possible)) {
                yield { server, client, access };
            }
        }
    }
}

/**
 * The only certificates with which anything can be called at the server, or undefined when its policies do not
 * list them. Spares asking a thousand servers about a thousand clients each.
 */
export function onlyPrincipals(enforcement: Enforcement, server: WorkloadRef): readonly string[] | undefined {
    const allowing = enforcement.policiesAt(server).filter((policy) => policy.action === "ALLOW");
    if (!server.injected || server.bypass !== undefined || allowing.length === 0) {
        return undefined;
    }
    const sources = allowing.flatMap((policy) => policy.rules.flatMap((rule) => rule.from));
    const listed = sources.map(
        (source) => source.find(({ field, negated }) => field === "principals" && !negated)?.values,
    );
    const principals = listed.flatMap((values) => values ?? ["*"]);
    return principals.some((principal) => principal.includes("*"))
        ? undefined
        : [...new Set(principals.map((principal) => inTrustDomain(principal, enforcement.mesh)))];
}
