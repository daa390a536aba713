import { pairTerms } from "../../../accessReport/pairs";
import {
    anonymous,
    type CallSet,
    type Client,
    enforcementOf,
    equals,
    type Grant,
    identitiesNamed,
    isEmpty,
    isWithin,
    type Need,
    noCall,
    principalOf,
    type Terms,
    termsAt,
    unionOf,
    worldOf,
} from "../../../components/access";
import { clientOf } from "../../../report/calls/identities";
import type { Side } from "../../../report/side";
import { objectsOf } from "../arbitrarySides";

/** What passes between two ends on one side. */
type Passing = Pick<Terms<unknown>, "grants" | "undecided">;

/**
 * Who may call what on one side, all of it, for each pair: through every layer, and by policy alone for everybody whom
 * either side knows. Written without asking what changed.
 */
export function evaluatedRelation(side: Side, other: Side): ReadonlyMap<string, Passing> {
    const relation = new Map<string, Passing>();
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
    for (const each of [side, other]) {
        const policies = enforcementOf(objectsOf(each), each.mesh);
        for (const principal of each.workloads.flatMap((server) => identitiesNamed(policies, server))) {
            clients.set(principal, clients.get(principal) ?? clientOf(principal));
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
    relation: Map<string, Passing>,
    key: readonly (string | undefined)[],
    { grants, undecided }: Terms<unknown>,
): void {
    if (grants.length > 0 || !isEmpty(undecided)) {
        relation.set(key.join(" "), { grants, undecided });
    }
}

/** Whether every request that either speaks of may call the same by both, and the same is undecided. */
export function areAlike(left: Passing = nothing, right: Passing = nothing): boolean {
    const requests = requestsOf([...left.grants, ...right.grants]);
    return (
        equals(left.undecided, right.undecided) &&
        requests.every((request) => equals(callsOf(left, request), callsOf(right, request)))
    );
}

const nothing: Passing = { grants: [], undecided: noCall };

/** What a request has, by the field a need asks for; what it lacks is not there. */
type Request = ReadonlyMap<string, string>;

/** One for every choice of what needs speak of, and of nothing. */
function requestsOf(grants: readonly Grant[]): readonly Request[] {
    const fields = new Map<string, Set<string>>();
    for (const { field, values } of grants.flatMap(({ needs }) => needs)) {
        const known = fields.get(field) ?? new Set();
        fields.set(field, new Set([...known, ...values.map(instanceOf)]));
    }
    let requests: readonly Request[] = [new Map()];
    for (const [field, values] of fields) {
        requests = requests.flatMap((request) => [
            request,
            ...[...values].map((value) => new Map([...request, [field, value]])),
        ]);
    }
    return requests;
}

/** A value that the pattern takes in, and narrower ones do not: the first address of a block, some text for a star. */
function instanceOf(pattern: string): string {
    return /^[0-9.]+\/[0-9]+$/.test(pattern)
        ? pattern.slice(0, pattern.indexOf("/"))
        : pattern.replace("*", "whatever");
}

function callsOf({ grants }: Passing, request: Request): CallSet {
    return unionOf(
        grants.filter(({ needs }) => needs.every((each) => meets(request, each))).map(({ calls }) => calls),
    );
}

function meets(request: Request, { field, negated, values }: Need): boolean {
    const value = request.get(field);
    const isOneOf = value !== undefined && values.some((pattern) => takesIn(pattern, value));
    return isOneOf !== negated;
}

function takesIn(pattern: string, value: string): boolean {
    const [start = "", end] = pattern.split("*");
    return /^[0-9.]+\/[0-9]+$/.test(pattern)
        ? isWithin(pattern, value) === true
        : end === undefined
          ? pattern === value
          : value.startsWith(start) && value.endsWith(end);
}
