import { accessOfIdentity } from "./access";
import { authorizedAt } from "./authorizedAt";
import type { Bounds } from "./bounds";
import { contains } from "./callSet";
import type { Enforcement } from "./enforcement";
import type { Given } from "./given";
import type { Identity } from "./source";
import type { Token } from "./token";
import type { WorkloadRef } from "./workload";

/** One request as it arrives at a workload, everything about it said. */
export interface CallRequest {
    /** Of the sender's certificate, such as `cluster.local/ns/shop/sa/orders`; absent: plaintext. */
    readonly principal?: string;
    /** The workload's own port. */
    readonly port: number;
    readonly method: string;
    readonly path: string;
    /** Absent: the request carries no valid token of an issuer the workload trusts. */
    readonly token?: Token;
    readonly host?: string;
    readonly sni?: string;
    readonly address?: string;
    readonly remoteAddress?: string;
    /** By lower-case name; absent: it has none that anybody asks for. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Absent: unknown, so that what depends on it is opaque. */
    readonly authorizer?: "agrees" | "refuses";
}

/** `opaque` where objects and request do not decide it. */
export type Decision = "allow" | "deny" | "opaque";

/** What becomes of the request at the server: the connection (PeerAuthentication) and the authorization filters. */
export function decide(enforcement: Enforcement, server: WorkloadRef, request: CallRequest): Decision {
    const accessOf = accessOfIdentity(enforcement, server, givenBy(request));
    return decisionOf(accessOf(identityIn(request, enforcement)), request);
}

/**
 * What the authorization filters of the server alone say. `tcpPorts` are those whose filters see connections, not
 * requests; by default the Services of the workload say which. For a gateway, whose connections no
 * PeerAuthentication judges, this is everything.
 */
export function decideAuthorization(
    enforcement: Enforcement,
    server: WorkloadRef,
    request: CallRequest,
    tcpPorts?: readonly number[],
): Decision {
    const unusual =
        tcpPorts === undefined ? undefined : new Map(tcpPorts.map((port) => [port, "tcp"] as const));
    const authorize = authorizedAt(enforcement, server, givenBy(request), unusual);
    return decisionOf(authorize(identityIn(request, enforcement)).calls, request);
}

function decisionOf({ certain, possible }: Bounds, request: CallRequest): Decision {
    return contains(certain, request) ? "allow" : contains(possible, request) ? "opaque" : "deny";
}

function identityIn({ principal }: CallRequest, { mesh }: Enforcement): Identity | undefined {
    return principal === undefined ? undefined : { principal, mesh };
}

function givenBy(request: CallRequest): Given {
    const { token, sni = "", headers = {}, host, address, remoteAddress, authorizer } = request;
    return {
        token: token ?? "none",
        sni,
        headers,
        ...(host === undefined ? {} : { host }),
        ...(address === undefined ? {} : { address }),
        ...(remoteAddress === undefined ? {} : { remoteAddress }),
        ...(authorizer === undefined ? {} : { authorizer }),
    };
}
