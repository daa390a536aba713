import { pairTerms } from "../../../accessReport/pairs";
import {
    anonymous,
    type Client,
    clausesOf,
    difference,
    enforcementOf,
    type Grant,
    isEmpty,
    noCall,
    principalOf,
    type Terms,
    termsAt,
    union,
    worldOf,
} from "../../../components/access";
import type { Side } from "../../../report/side";
import { objectsOf } from "../arbitrarySides";

/**
 * Who may call what on one side, all of it, as text for each pair: through every layer, and by policy alone for everybody
 * whom either side knows. Written without asking what changed.
 */
export function evaluatedRelation(side: Side, other: Side): ReadonlyMap<string, string> {
    const relation = new Map<string, string>();
    const everyone = { isCaller: () => true, isCallee: () => true, isExact: false, isNarrow: true };
    const pairs = [...pairTerms(worldOf(objectsOf(side), side.mesh), side, everyone, [])];
    const anywhere = new Set(pairs.filter(({ to }) => to === "outside").map(({ from }) => from));
    for (const { way, from, to, host, terms } of pairs) {
        // Who may connect to anything outside has nothing more by a host that is declared.
        if (way !== "out" || to === "outside" || !anywhere.has(from)) {
            tell(relation, ["reach", way, from, to, host], terms);
        }
    }
    const enforcement = enforcementOf(objectsOf(side), side.mesh);
    const stranger = { namespace: "?", serviceAccount: "?", labels: {}, injected: true };
    const clients = new Map<string, Client>([
        ["", anonymous],
        ["?", stranger],
    ]);
    for (const { workloads, gatewayPods, mesh } of [side, other]) {
        for (const { namespace, serviceAccount, trustDomain } of [...workloads, ...gatewayPods]) {
            const client = {
                namespace,
                serviceAccount,
                ...(trustDomain === undefined ? {} : { trustDomain }),
            };
            clients.set(principalOf(client, mesh.trustDomain), { ...client, labels: {}, injected: true });
        }
    }
    for (const server of side.workloads) {
        const termsOf = termsAt(enforcement, server);
        for (const [principal, client] of clients) {
            tell(relation, ["policy", principal, `${server.namespace}/${server.name}`], termsOf(client));
        }
    }
    return relation;
}

/** Only what passes at all is in the relation. */
function tell(
    relation: Map<string, string>,
    key: readonly (string | undefined)[],
    { grants, undecided }: Terms<unknown>,
): void {
    const text = JSON.stringify([canonical(grants), clausesOf(undecided)]);
    if (grants.length > 0 || !isEmpty(undecided)) {
        relation.set(key.join(" "), text);
    }
}

/** Every set of needs with all that passes on it and on no fewer. */
function canonical(grants: readonly Grant[]): unknown {
    const byNeeds = new Map<string, Grant>();
    for (const grant of grants) {
        const key = JSON.stringify(grant.needs);
        byNeeds.set(key, { ...grant, calls: union(byNeeds.get(key)?.calls ?? noCall, grant.calls) });
    }
    return [...byNeeds]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, { calls, needs }]) => {
            const fewer = grants.filter(
                (each) =>
                    each.needs.length < needs.length &&
                    each.needs.every((need) => key.includes(JSON.stringify(need))),
            );
            return [key, clausesOf(fewer.reduce((left, each) => difference(left, each.calls), calls))];
        });
}
