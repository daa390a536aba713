import type { Condition, Rule } from "./policy";

/** Whether a condition holds, as far as it can be read. */
export type Truth = "yes" | "no" | "maybe";

/** Who a client has proved to be with its certificate. */
export interface Identity {
    readonly trustDomain: string;
    readonly namespace: string;
    readonly serviceAccount: string;
}

/** The identity as policies write it, without the `spiffe://` of the certificate. */
export function principalOf({ trustDomain, namespace, serviceAccount }: Identity): string {
    return `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/**
 * Whether a rule speaks of this client; no identity is a plaintext client, which matches no source field and
 * every negated one, because Envoy finds no principal to compare.
 */
export function speaksOf(rule: Rule, policyNamespace: string, client: Identity | undefined): Truth {
    const from = rule.from.map((source) =>
        allOf(source.map((condition) => holds(condition, policyNamespace, client))),
    );
    // No condition of `when` is read yet: each may hold or not.
    return allOf([anyOf(from), ...rule.when.map((): Truth => "maybe")]);
}

/** Source fields that are decided here; every other one is opaque. */
export function isReadableSource(condition: Condition): boolean {
    return (
        condition.values !== undefined &&
        ["principals", "namespaces", "serviceAccounts"].includes(condition.field)
    );
}

function holds(condition: Condition, policyNamespace: string, client: Identity | undefined): Truth {
    if (!isReadableSource(condition) || condition.values === undefined) {
        return "maybe";
    }
    const matches =
        client !== undefined &&
        condition.values.some((value) => names(condition.field, value, policyNamespace, client));
    return matches === condition.negated ? "no" : "yes";
}

function names(field: string, value: string, policyNamespace: string, client: Identity): boolean {
    const principal = principalOf(client);
    if (field === "serviceAccounts") {
        const qualified = value.includes("/") ? value : `${policyNamespace}/${value}`;
        return qualified === `${client.namespace}/${client.serviceAccount}`;
    }
    // istiod turns a namespace into the expression `.*/ns/<value>/.*`, in which `*` runs over slashes as well.
    return field === "namespaces"
        ? matchesWildcards(`*/ns/${value}/*`, `spiffe://${principal}`)
        : matchesPrincipal(inTrustDomain(value, client.trustDomain), principal);
}

/** Exact, `*` for any, `*end` or `start*`; a `*` elsewhere is an ordinary character. */
function matchesPrincipal(value: string, principal: string): boolean {
    if (value.startsWith("*")) {
        return principal.endsWith(value.slice(1));
    }
    return value.endsWith("*") ? principal.startsWith(value.slice(0, -1)) : principal === value;
}

/** `cluster.local` in a complete principal means the mesh's own trust domain, whatever that is called. */
export function inTrustDomain(value: string, trustDomain: string): string {
    const parts = value.split("/");
    return parts.length === 5 && parts[0] === "cluster.local"
        ? [trustDomain, ...parts.slice(1)].join("/")
        : value;
}

function matchesWildcards(pattern: string, text: string): boolean {
    const [start = "", ...pieces] = pattern.split("*");
    const end = pieces.pop() ?? "";
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

function allOf(truths: readonly Truth[]): Truth {
    return truths.includes("no") ? "no" : truths.includes("maybe") ? "maybe" : "yes";
}

function anyOf(truths: readonly Truth[]): Truth {
    return truths.includes("yes") ? "yes" : truths.includes("maybe") ? "maybe" : "no";
}
