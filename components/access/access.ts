import { authorizedAt } from "./authorizedAt";
import { type Bounds, either, everything, exactly, isExact, oneOf } from "./bounds";
import { anyCall, type CallSet, callsWhere, difference, noCall } from "./callSet";
import { type Enforcement, peerAuthenticationsFor } from "./enforcement";
import type { Given } from "./given";
import { type PortModes, portModes } from "./peerAuthentication";
import type { Ground, Reason } from "./reason";
import { type Identity, principalOf } from "./source";
import { anyOf, byPorts, plaintextRefused, type Verdict, withoutProxy } from "./verdict";
import { anonymous, type Client, type Mesh, type WorkloadRef } from "./workload";

/**
 * What a client may call at a server: at least `certain`, at most `possible`. The two differ exactly when something
 * is `opaque`: a condition no object decides, which therefore counts neither as met nor as safe.
 */
export interface Access {
    readonly certain: CallSet;
    readonly possible: CallSet;
    readonly because: readonly Ground[];
    readonly opaque: readonly Reason[];
}

/** What `client` may call at `server`. For many clients of one server `accessAt` does the common work once. */
export function enforcedAccess(
    enforcement: Enforcement,
    server: WorkloadRef,
    client: Client,
    given: Given = {},
): Access {
    return accessAt(enforcement, server, given)(client);
}

/**
 * What anyone may call at `server`. A client with a proxy is judged by the identity that proxy presents; whether
 * the client's own side would let the call out is not asked here. `given` is what else is known of the requests.
 */
export function accessAt(
    enforcement: Enforcement,
    server: WorkloadRef,
    given: Given = {},
): (client: Client) => Access {
    const accessOf = accessOfIdentity(enforcement, server, given);
    return (client) => accessOf(identityOf(client, enforcement.mesh));
}

/** The same by the identity that the connection proves; none is plaintext. */
export function accessOfIdentity(
    enforcement: Enforcement,
    server: WorkloadRef,
    given: Given = {},
): (identity: Identity | undefined) => Access {
    if (!server.injected) {
        return () => accessFrom(withoutProxy);
    }
    const authorize = authorizedAt(enforcement, server, given);
    const outcomes = portModes(peerAuthenticationsFor(enforcement, server), server, enforcement.mesh);
    const bypassed = bypassedCalls(server);
    const beside = (verdict: Verdict): Verdict =>
        byPorts([
            [withoutProxy, bypassed],
            [verdict, difference(anyCall, bypassed)],
        ]);
    const known = new Map<Verdict | undefined, Access>();
    return (identity) => {
        const asPeer = identity === undefined ? undefined : authorize(identity);
        const access =
            known.get(asPeer) ?? accessFrom(beside(throughAny(outcomes, asPeer, authorize(undefined))));
        known.set(asPeer, access);
        return access;
    };
}

/**
 * The calls for which a server takes a connection in plaintext, whether or not they are then allowed: STRICT keeps
 * even refused requests from being readable on the way.
 */
export function plaintextAt(enforcement: Enforcement, server: WorkloadRef): Bounds {
    if (!server.injected) {
        return everything;
    }
    const [first = everything, ...others] = portModes(
        peerAuthenticationsFor(enforcement, server),
        server,
        enforcement.mesh,
    ).map((modes) => exactly(callsWhere(modes, (mode) => mode !== "STRICT")));
    return either(exactly(bypassedCalls(server)), others.reduce(oneOf, first));
}

function bypassedCalls({ bypass }: WorkloadRef): CallSet {
    return bypass === undefined ? noCall : callsWhere(bypass, (bypassed) => bypassed);
}

function throughAny(
    outcomes: readonly PortModes[],
    asPeer: Verdict | undefined,
    asPlaintext: Verdict,
): Verdict {
    return anyOf(
        outcomes.map((modes) => connected(modes, asPeer, asPlaintext)),
        {
            object: "PeerAuthentications of the workload",
            path: "metadata.creationTimestamp",
            message: "several stand on one level; the oldest counts, and manifests do not say which it is",
        },
    );
}

/** A peer has no identity on ports where mutual TLS is off; plaintext ends at those that demand it. */
function connected(modes: PortModes, asPeer: Verdict | undefined, asPlaintext: Verdict): Verdict {
    const refusing = callsWhere(modes, (mode) => mode === "STRICT");
    const withoutIdentities = callsWhere(modes, (mode) => mode === "DISABLE");
    return asPeer === undefined
        ? byPorts([
              [plaintextRefused, refusing],
              [asPlaintext, difference(anyCall, refusing)],
          ])
        : byPorts([
              [asPeer, difference(anyCall, withoutIdentities)],
              [asPlaintext, withoutIdentities],
          ]);
}

/** A client without a proxy has no certificate. */
function identityOf(client: Client, mesh: Mesh): Identity | undefined {
    if (client === anonymous || !client.injected) {
        return undefined;
    }
    return { principal: principalOf(client, mesh.trustDomain), mesh };
}

function accessFrom({ calls, because, opaque }: Verdict): Access {
    return { ...calls, because, opaque: isExact(calls) ? [] : opaque };
}
