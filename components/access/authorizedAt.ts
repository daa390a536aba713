import { authorizationFilter } from "./authorization";
import { anyCall, type CallSet, callsOf, difference, isEmpty } from "./callSet";
import { type Enforcement, servicesFor } from "./enforcement";
import type { Given } from "./given";
import { type PortProtocol, unusualPorts } from "./portProtocol";
import type { Identity } from "./source";
import { tcpRule } from "./tcpRule";
import { anyOf, byPorts, type Verdict } from "./verdict";
import type { WorkloadRef } from "./workload";

/**
 * What the server's authorization policies let someone with this identity do; no identity is plaintext. `unusual`
 * names the ports that do not carry HTTP; by default the Services of the workload say which those are.
 */
export function authorizedAt(
    enforcement: Enforcement,
    server: WorkloadRef,
    given: Given = {},
    unusual: ReadonlyMap<number, PortProtocol> = unusualPorts(servicesFor(enforcement, server), server),
): (identity: Identity | undefined) => Verdict {
    const policies = enforcement.policiesAt(server);
    const ports = portsByFilter(unusual);
    const http = authorizationFilter(policies, (rule) => rule, given);
    const tcp = authorizationFilter(isEmpty(ports.notHttp) ? [] : policies, tcpRule, given);
    // Most clients of a server match the same rules, so they share one verdict.
    const known = new Map<string, Verdict>();
    return (identity) => {
        const onHttp = http.truths(identity);
        const onTcp = tcp.truths(identity);
        const key = [...onHttp, "|", ...onTcp].join();
        const verdict = known.get(key) ?? eachOnItsPorts(http.verdict(onHttp), tcp.verdict(onTcp), ports);
        known.set(key, verdict);
        return verdict;
    };
}

/** All calls on the ports that each kind of filter judges. */
interface PortsByFilter {
    readonly http: CallSet;
    readonly tcp: CallSet;
    readonly either: CallSet;
    /** `tcp` and `either`. */
    readonly notHttp: CallSet;
}

function portsByFilter(unusual: ReadonlyMap<number, PortProtocol>): PortsByFilter {
    const on = (protocols: readonly PortProtocol[]): CallSet =>
        callsOf({ ports: [...unusual].filter(([, each]) => protocols.includes(each)).map(([port]) => port) });
    const notHttp = on(["tcp", "either"]);
    return { http: difference(anyCall, notHttp), tcp: on(["tcp"]), either: on(["either"]), notHttp };
}

function eachOnItsPorts(http: Verdict, tcp: Verdict, ports: PortsByFilter): Verdict {
    if (isEmpty(ports.notHttp)) {
        return http;
    }
    const undecided = anyOf([http, tcp], {
        object: "Services of the workload",
        path: "spec.ports",
        message: "one calls a port HTTP and another calls it TCP",
    });
    return byPorts([
        [http, ports.http],
        [tcp, ports.tcp],
        [undecided, ports.either],
    ]);
}
