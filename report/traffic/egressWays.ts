import { enumerated, idOf } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { staysKnown } from "./knownHosts";
import type { Match } from "./matches";
import { type Routed, type Routing, routingOf, ruleAt } from "./routedHosts";

/** By which gateway calls leave the cluster; what goes round it is neither seen nor held up there. */
export function egressWayChanges(before: Side, after: Side): readonly Statement[] {
    const [left, right] = [routingOf(before), routingOf(after)];
    const [were, are] = [before, after].map(({ workloads }) => new Set(workloads.map(idOf)));
    return [...right.known].flatMap(([host, { isExternal }]) => {
        if (!isExternal || !staysKnown(host, left.known, right.known)) {
            return [];
        }
        const callers = new Map<string, string[]>();
        for (const match of matchesFor(host, left, right)) {
            const { caller } = match;
            const stays = caller === undefined || (were?.has(caller) === true && are?.has(caller) === true);
            const [was, is] = [left, right].map(({ hosts }) => wayOf(hosts.get(host), match)) as [Way, Way];
            if (stays && was !== undefined && is !== undefined && was !== is) {
                const key = `${was}\n${is}`;
                callers.set(key, [...(callers.get(key) ?? []), caller ?? "every workload"]);
            }
        }
        return [...callers].map(([key, names]) => {
            const [was = "", is = ""] = key.split("\n");
            return inWords([...new Set(names)], host, was, is);
        });
    });
}

/** A gateway's Service; empty for none; absent where no rule takes such calls, so that they are new or gone. */
type Way = string | undefined;

function wayOf(routed: Routed | undefined, match: Match): Way {
    if (routed === undefined) {
        return "";
    }
    const rule = ruleAt(routed, match, match.port);
    const [target, ...others] = rule?.targets ?? [];
    return target === undefined || others.length > 0
        ? undefined
        : target.host === routed.host
          ? ""
          : target.host;
}

/** What a rule of either side names; the same caller of another protocol or port once for each. */
function matchesFor(host: string, ...sides: readonly Routing[]): readonly Match[] {
    return sides.flatMap(({ hosts }) => (hosts.get(host)?.rules ?? []).flatMap(({ matches }) => matches));
}

function inWords(callers: readonly string[], host: string, was: string, is: string): Statement {
    const who = `${enumerated(callers)} ${callers.length === 1 ? "goes" : "go"} to ${host}`;
    const way = is === "" ? "directly" : `through ${nameOf(is)} now`;
    const old = was === "" ? "no longer directly" : `no longer through ${nameOf(was)}`;
    const effect = is === "" ? "opens" : was === "" ? "closes" : "changes";
    const because = [is === "" ? `no rule for ${host} leads to ${was}` : `rules for ${host} lead to ${is}`];
    return { ...changes("egress", `${who} ${way}, ${old}`), effect, because };
}

/** A gateway's name says enough: its namespace is named like it. */
function nameOf(id: string): string {
    return id.slice(id.indexOf("/") + 1);
}
