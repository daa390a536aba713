import { isCovered, overlap } from "./addresses";
import { mayNameIssuer } from "./token";
import type { Truth } from "./truth";

/** Something a request must have besides its sender, method, path and port: what a rule's condition asks for. */
export interface Need {
    /** As in `Condition`: `requestPrincipals`, `request.auth.claims[role]`, `connection.sni`, `ipBlocks`, … */
    readonly field: string;
    readonly negated: boolean;
    /** At least one of them, or none where it is negated; sorted. */
    readonly values: readonly string[];
}

/** The need that an external authorizer agrees; `values` names it. */
export const authorizerField = "authorizer";

const addressFields = ["ipBlocks", "remoteIpBlocks"];

export function isAboutToken(field: string): boolean {
    return field === "requestPrincipals" || field.startsWith("request.auth.");
}

/** Whether every request that meets the needs meets the wanted one too, whatever the two list. */
export function implies(needs: readonly Need[], wanted: Need): boolean {
    const { field, negated, values } = wanted;
    // Every authorizer that is named has to agree, not one of them.
    return field === authorizerField
        ? needs.some((need) => need.field === field && values.every((each) => need.values.includes(each)))
        : needs.some((need) => saidBy([need], field, values) === (negated ? "no" : "yes"));
}

/** Whether a request that meets the needs has the field with one of the values; undefined when they do not say. */
export function saidBy(needs: readonly Need[], field: string, values: readonly string[]): Truth | undefined {
    for (const need of needs) {
        if (need.field !== field) {
            continue;
        }
        if (need.negated) {
            if (values.every((value) => coverTogether(field, need.values, value))) {
                return "no";
            }
        } else if (need.values.every((each) => coverTogether(field, values, each))) {
            return "yes";
        } else if (need.values.every((each) => values.every((value) => areApart(field, value, each)))) {
            return "no";
        }
    }
    return undefined;
}

/** Ranges of addresses cover what none of them covers alone. */
function coverTogether(field: string, wider: readonly string[], narrower: string): boolean {
    return addressFields.includes(field)
        ? wider.includes(narrower) || isCovered(wider, narrower)
        : wider.some((each) => covers(field, each, narrower));
}

/** Whether everything the narrower value matches the wider one matches too. */
function covers(field: string, wider: string, narrower: string): boolean {
    if (wider === narrower) {
        return true;
    }
    if (wider === "*") {
        return true;
    }
    if (field === "requestPrincipals") {
        return wider.endsWith("/*") && !wider.startsWith("*") && issuerOf(narrower) === wider.slice(0, -2);
    }
    if (wider.startsWith("*")) {
        return (narrower.startsWith("*") || !narrower.endsWith("*")) && narrower.endsWith(wider.slice(1));
    }
    return wider.endsWith("*") && narrower.startsWith(wider.slice(0, -1));
}

/** Whether no request can have both. A claim may be a list, so two of its values are never apart. */
function areApart(field: string, left: string, right: string): boolean {
    if (field === "requestPrincipals") {
        const issuer = issuerOf(right);
        return issuer !== undefined && !mayNameIssuer(left, issuer);
    }
    if (addressFields.includes(field)) {
        return overlap(left, right) === false;
    }
    const single = ["connection.sni", "hosts"].includes(field);
    return single && ![left, right].some((value) => value.includes("*")) && left !== right;
}

/** The exact issuer a value of `requestPrincipals` asks for, if it does. */
function issuerOf(value: string): string | undefined {
    const slash = value.lastIndexOf("/");
    return slash < 0 || value.startsWith("*") ? undefined : value.slice(0, slash);
}
