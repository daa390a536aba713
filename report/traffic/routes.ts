import { idOf } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { askedForMore } from "./askedForMore";
import { type Compared, changedRequests, keysOf } from "./changedRequests";
import { staysKnown } from "./knownHosts";
import { leftShares } from "./leftShares";
import { type Match, matchesInWords } from "./matches";
import { routingOf } from "./routedHosts";
import { isReordered } from "./ruleOrder";
import { seersMoved } from "./ruleSeers";
import { rulesComeOrGo, rulesSeen } from "./rulesComeOrGo";

/**
 * How requests are routed otherwise than before: shares, timeouts, retries, faults. By host, since a VirtualService's
 * name means nothing, and by what the first rule that takes a request does, since its rules can be cut otherwise.
 */
export function routeChanges(before: Side, after: Side): readonly Statement[] {
    const [left, right] = [routingOf(before), routingOf(after)];
    const [were, are] = [before, after].map(({ workloads }) => new Set(workloads.map(idOf)));
    // What is said of calls of a workload that comes or goes comes and goes with it.
    const stays = ({ caller }: Match): boolean =>
        caller === undefined || were?.has(caller) === are?.has(caller);
    const told = new Set<string>();
    return [...new Set([...right.hosts.keys(), ...left.hosts.keys()])]
        .flatMap((label) => {
            const [was, is] = [left.hosts.get(label), right.hosts.get(label)];
            return was !== undefined && is !== undefined
                ? [
                      ...leftShares(was, is),
                      ...hostChanges({ was, is, left, right, stays }, told),
                      ...(is.isGateway
                          ? []
                          : rulesSeen(is, seersMoved("VirtualService", is.host, before, after))),
                  ]
                : rulesComeOrGo(was, is, staysKnown((was ?? is)?.host ?? "", left.known, right.known));
        })
        .map((each) => changes("traffic", each));
}

/** `told` holds what was said of hosts outside: on their way they pass a gateway, which says the same once more. */
function hostChanges(compared: Compared, told: Set<string>): readonly string[] {
    const { was, is, right } = compared;
    const groups = changedRequests(compared);
    const isExternal = right.known.get(is.host)?.isExternal === true;
    const sentences = groups.flatMap(({ matches, ports, aside, what }) => {
        const words = matches.length === keysOf(is).size && aside === "" ? "" : matchesInWords(matches);
        const where = words === "" ? "" : `, ${words}`;
        const on = ports === undefined ? "" : ` on port ${ports.join(", ")}`;
        const key = `${is.host} ${what}`;
        const isRepeated = isExternal && is.isGateway && told.has(key);
        told.add(key);
        return isRepeated ? [] : [`${is.label}${where}${on}${aside}: ${what}`];
    });
    return [
        ...sentences,
        ...askedForMore(compared.was, is, compared.stays),
        ...(isReordered(was, is) ? [`${is.label}: its rules are tried in another order`] : []),
    ];
}
