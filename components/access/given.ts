import { isCovered, isWithin } from "./addresses";
import { isAboutToken, type Need, saidBy } from "./need";
import type { Condition } from "./policy";
import { claimMatches, matchesText, mayNameIssuer, namesToken, type Token } from "./token";
import { anyTruth, opposite, type Truth, truthOf } from "./truth";

/**
 * What is known of a request besides its sender, method, path and port. What is absent is not known, so a condition
 * on it may hold or not.
 */
export interface Given {
    /** A verified token, or that there is none. */
    readonly token?: Token | "none";
    /** Issuers whose tokens the server verifies; a request with a token of any other is refused there. */
    readonly issuers?: readonly string[];
    /** The Host header. */
    readonly host?: string;
    /** The name the TLS connection asked for; empty when it asked for none. */
    readonly sni?: string;
    /** Where the connection comes from. */
    readonly address?: string;
    /** Where the request comes from as far as trusted proxies say. */
    readonly remoteAddress?: string;
    /** By lower-case name. */
    readonly headers?: Readonly<Record<string, string>>;
    /** What an external authorizer says when it is asked. */
    readonly authorizer?: "agrees" | "refuses";
    /** Conditions that are met, for a kind of request rather than one. */
    readonly needs?: readonly Need[];
}

/** Whether a condition that is not about the sender's certificate holds. */
export function truthGiven(condition: Condition, given: Given): Truth {
    const { field, values, negated } = condition;
    if (values === undefined) {
        return "maybe";
    }
    const truth = saidBy(given.needs ?? [], field, values) ?? factual(field, values, given);
    return negated ? opposite(truth) : truth;
}

function factual(field: string, values: readonly string[], given: Given): Truth {
    if (isAboutToken(field)) {
        return aboutToken(field, values, given);
    }
    if (field.startsWith("request.headers[")) {
        return aboutHeader(field.slice("request.headers[".length, -1), values, given);
    }
    switch (field) {
        case "hosts": {
            const host = given.host?.toLowerCase();
            return host === undefined
                ? "maybe"
                : aboutName(
                      values.map((value) => value.toLowerCase()),
                      host,
                  );
        }
        case "connection.sni": {
            const { sni } = given;
            return sni === undefined ? "maybe" : aboutName(values, sni);
        }
        case "ipBlocks":
            return aboutAddress(values, given.address);
        case "remoteIpBlocks":
            return aboutAddress(values, given.remoteAddress);
        default:
            return "maybe";
    }
}

function aboutToken(field: string, values: readonly string[], { token, issuers }: Given): Truth {
    const named = (value: string): boolean =>
        issuers === undefined || issuers.some((issuer) => mayNameIssuer(value, issuer));
    if (token === "none" || (field === "requestPrincipals" ? !values.some(named) : issuers?.length === 0)) {
        return "no";
    }
    if (token === undefined) {
        return "maybe";
    }
    return field === "requestPrincipals"
        ? truthOf(values.some((value) => namesToken(value, token)))
        : truthOf(claimMatches(field, values, token));
}

/** Of a name that is a pattern itself, requests may have one that is listed, unless all are. */
function aboutName(values: readonly string[], name: string): Truth {
    const isListed = values.some((value) => matchesText(value, name));
    return name.includes("*") && !isListed ? "maybe" : truthOf(isListed);
}

function aboutHeader(name: string, values: readonly string[], { headers }: Given): Truth {
    const value = headers?.[name];
    return headers === undefined
        ? "maybe"
        : truthOf(value !== undefined && values.some((each) => each === "*" || matchesText(each, value)));
}

/** Every connection comes from some address, so whoever lists all of them asks for nothing. */
const anyAddress = ["0.0.0.0/0", "::/0"];

function aboutAddress(blocks: readonly string[], address: string | undefined): Truth {
    if (anyAddress.every((each) => isCovered(blocks, each))) {
        return "yes";
    }
    return address === undefined
        ? "maybe"
        : anyTruth(blocks.map((block) => truthOf(isWithin(block, address))));
}
