import { type Given, truthGiven } from "./given";
import type { Condition, Rule } from "./policy";
import { allOf, anyTruth, type Truth, truthOf } from "./truth";
import type { Mesh } from "./workload";

export type { Truth } from "./truth";

/** Who a client has proved to be with its certificate. */
export interface Identity {
    /** As policies write it, without the `spiffe://` of the certificate. */
    readonly principal: string;
    /** Decides what `cluster.local` and aliases in policies stand for. */
    readonly mesh: Mesh;
}

export function principalOf(
    {
        namespace,
        serviceAccount,
        trustDomain: own,
    }: { readonly namespace: string; readonly serviceAccount: string; readonly trustDomain?: string },
    trustDomain: string,
): string {
    return `${own ?? trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/**
 * Whether a rule speaks of this client; no identity is a plaintext client, which matches no source field and
 * every negated one, because Envoy finds no principal to compare.
 */
export function speaksOf(
    rule: Rule,
    policyNamespace: string,
    client: Identity | undefined,
    given: Given = {},
): Truth {
    const truth = (condition: Condition): Truth => holds(condition, policyNamespace, client, given);
    return allOf([anyTruth(rule.from.map((source) => allOf(source.map(truth)))), ...rule.when.map(truth)]);
}

const identityFields = ["principals", "namespaces", "serviceAccounts", "trustDomains"];

/** Conditions on the certificate, which are decided for every client; others depend on the request. */
export function isAboutIdentity({ field, values }: Condition): boolean {
    return values !== undefined && identityFields.includes(field);
}

export function holds(
    condition: Condition,
    policyNamespace: string,
    client: Identity | undefined,
    given: Given,
): Truth {
    if (!isAboutIdentity(condition) || condition.values === undefined) {
        return truthGiven(condition, given);
    }
    const matches =
        client !== undefined &&
        condition.values.some((value) => names(condition.field, value, policyNamespace, client));
    return truthOf(matches !== condition.negated);
}

function names(
    field: string,
    value: string,
    policyNamespace: string,
    { principal, mesh }: Identity,
): boolean {
    switch (field) {
        case "serviceAccounts": {
            // istiod writes an expression that lets further pairs stand between and after the two.
            const [namespace, account] = value.includes("/")
                ? [value.slice(0, value.indexOf("/")), value.slice(value.indexOf("/") + 1)]
                : [policyNamespace, value];
            const ends = [`/sa/${account}`, `/sa/${account}/*`];
            const within = [`*/ns/${namespace}`, `*/ns/${namespace}/*`];
            return within.some((start) => ends.some((end) => matchesWildcards(`${start}${end}`, principal)));
        }
        case "namespaces":
            // istiod turns a namespace into the expression `.*/ns/<value>/.*`, in which `*` runs over slashes as well.
            return matchesWildcards(`*/ns/${value}/*`, `spiffe://${principal}`);
        case "trustDomains":
            return matchesTrustDomain(value, principal.slice(0, principal.indexOf("/")), mesh);
        default:
            return matchesPrincipal(inTrustDomain(value, mesh), principal);
    }
}

/** Exact, `*` for any, `*end` or `start*`; a `*` elsewhere is an ordinary character. */
function matchesPrincipal(value: string, principal: string): boolean {
    if (value.startsWith("*")) {
        return principal.endsWith(value.slice(1));
    }
    return value.endsWith("*") ? principal.startsWith(value.slice(0, -1)) : principal === value;
}

/**
 * `cluster.local` or an alias in a complete principal means the mesh's own trust domain, whatever that is called:
 * istiod writes both into the matcher, and certificates of this mesh carry the own one.
 */
export function inTrustDomain(value: string, { trustDomain, trustDomainAliases = [] }: Mesh): string {
    const domain = value.slice(0, Math.max(0, value.indexOf("/")));
    const isOwn =
        domain !== trustDomain && (domain === "cluster.local" || trustDomainAliases.includes(domain));
    return isOwn && value.split("/").length === 5 ? `${trustDomain}${value.slice(domain.length)}` : value;
}

function matchesTrustDomain(
    value: string,
    of: string,
    { trustDomain, trustDomainAliases = [] }: Mesh,
): boolean {
    const own = [trustDomain, ...trustDomainAliases];
    return own.includes(value) ? own.includes(of) : matchesWildcards(value, of);
}

function matchesWildcards(pattern: string, text: string): boolean {
    const [start = "", ...pieces] = pattern.split("*");
    const end = pieces.pop();
    if (end === undefined) {
        return text === pattern;
    }
    if (!text.startsWith(start)) {
        return false;
    }
    let position = start.length;
    for (const piece of pieces) {
        const found = text.indexOf(piece, position);
        if (found < 0) {
            return false;
        }
        position = found + piece.length;
    }
    return text.length - end.length >= position && text.endsWith(end);
}
