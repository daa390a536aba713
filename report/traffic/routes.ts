import type { Manifest } from "../../components/istio/types";
import { changedLeaves, leavesInWords } from "../objects/leaves";
import { hostName, idOf } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";

/** A host and those it is routed for: the mesh or one gateway. */
interface Routed {
    readonly label: string;
    /** At a gateway, what a new rule lets in and what went with an old one is told of where exposure is. */
    readonly isGateway: boolean;
    readonly rules: ReadonlyMap<string, Rule>;
    readonly order: readonly string[];
}

interface Rule {
    /** The only workload whose requests it takes, as its labels name it. */
    readonly caller: string | undefined;
    readonly shares: Readonly<Record<string, number>>;
    /** Everything else of it. */
    readonly settings: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * How requests are routed otherwise than before: shares, timeouts, retries, faults. By host, since a VirtualService's
 * name means nothing. Hosts that only one side routes are told of by who may call what.
 */
export function routeChanges(before: Side, after: Side): readonly Statement[] {
    const { clusterDomain = "cluster.local" } = after.mesh;
    const left = routedHosts(before.objects, clusterDomain);
    const [were, are] = [before, after].map(({ workloads }) => new Set(workloads.map(idOf)));
    // What is said of calls of a workload that comes or goes comes and goes with it.
    const stays = ({ caller }: Rule): boolean =>
        caller === undefined || were?.has(caller) === are?.has(caller);
    return [...routedHosts(after.objects, clusterDomain)].flatMap(([key, routed]) => {
        const was = left.get(key);
        return was === undefined
            ? []
            : hostChanges(was, routed, stays).map((each) => changes("traffic", each));
    });
}

function hostChanges(before: Routed, after: Routed, stays: (rule: Rule) => boolean): readonly string[] {
    const kept = [...after.rules]
        .filter(([, rule]) => stays(rule))
        .flatMap(([name, rule]) => {
            const was = before.rules.get(name);
            return was === undefined && after.isGateway
                ? []
                : was === undefined
                  ? ruleChanges(
                        after.label,
                        name,
                        fallbackOf(after),
                        rule,
                        " no longer go by the host's default",
                    )
                  : ruleChanges(after.label, name, was, rule, "");
        });
    const gone = [...before.rules]
        .filter(([name, rule]) => !after.isGateway && !after.rules.has(name) && stays(rule))
        .flatMap(([name, rule]) =>
            ruleChanges(before.label, name, rule, fallbackOf(after), " go by the host's default now"),
        );
    const common = (order: readonly string[]): string =>
        order.filter((name) => before.rules.has(name) && after.rules.has(name)).join("\n");
    const reordered = common(before.order) !== common(after.order);
    return [...kept, ...gone, ...(reordered ? [`${after.label}: its rules are tried in another order`] : [])];
}

/** What holds where no other rule does: the last one without a match. */
function fallbackOf({ rules }: Routed): Rule {
    return rules.get("") ?? [...rules.values()].at(-1) ?? { caller: undefined, shares: {}, settings: {} };
}

function ruleChanges(
    label: string,
    name: string,
    before: Rule,
    after: Rule,
    aside: string,
): readonly string[] {
    const where = name === "" ? label : `${label}, ${name}`;
    const shares = changedShares(before.shares, after.shares);
    const leaves = changedLeaves(before.settings, after.settings);
    const said = [
        ...(shares === "" ? [] : [shares]),
        ...(leaves.length === 0 ? [] : [leavesInWords(leaves)]),
    ];
    return said.length === 0 ? [] : [`${where}${aside}: ${said.join("; ")}`];
}

function changedShares(before: Rule["shares"], after: Rule["shares"]): string {
    const targets = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    const changed = targets.filter((each) => (before[each] ?? 0) !== (after[each] ?? 0));
    return changed.map((each) => `${each} ${before[each] ?? 0} % → ${after[each] ?? 0} %`).join(", ");
}

function routedHosts(objects: readonly Manifest[], clusterDomain: string): Map<string, Routed> {
    const routed = new Map<string, Routed>();
    for (const { spec, metadata } of objects.filter(({ kind }) => kind === "VirtualService")) {
        const { hosts, gateways, http, tls, tcp } = spec as Fields;
        const namespace = metadata.namespace ?? "default";
        const rules = [http, tls, tcp].flatMap((each) => (Array.isArray(each) ? (each as Fields[]) : []));
        const named = rules.map((rule) => [nameOf(rule), ruleOf(rule, namespace, clusterDomain)] as const);
        for (const gateway of Array.isArray(gateways) ? (gateways as string[]) : ["mesh"]) {
            for (const host of Array.isArray(hosts) ? (hosts as string[]) : []) {
                const name = hostName(host, namespace, clusterDomain);
                const label = gateway === "mesh" ? name : `${name} at ${gateway}`;
                const known = routed.get(label);
                routed.set(label, {
                    label,
                    isGateway: gateway !== "mesh",
                    rules: new Map([...(known?.rules ?? []), ...named]),
                    order: [...(known?.order ?? []), ...named.map(([each]) => each)],
                });
            }
        }
    }
    return routed;
}

/** What tells a rule from the others: whose requests, or which; empty for the one that takes all. */
function nameOf({ match }: Fields): string {
    const matches = Array.isArray(match) ? (match as Fields[]) : [];
    return matches.map(matchInWords).sort().join(" or ");
}

function matchInWords(match: Fields): string {
    const { sourceNamespace: _namespace, sourceLabels, ...others } = match;
    const { app: _app, ...labels } = (sourceLabels ?? {}) as Record<string, string>;
    const from = callerOf(match);
    const caller = from === undefined ? [] : [`calls of ${from}`];
    const rest = { ...(Object.keys(labels).length === 0 ? {} : { sourceLabels: labels }), ...others };
    return [...caller, ...Object.entries(rest).map(([field, value]) => `${field} ${compact(value)}`)].join(
        " with ",
    );
}

/** A workload by its namespace and `app`, or a whole namespace. */
function callerOf({ sourceNamespace, sourceLabels }: Fields): string | undefined {
    const { app } = (sourceLabels ?? {}) as Record<string, string>;
    const parts = [sourceNamespace, app].filter((each) => each !== undefined);
    return parts.length === 0 ? undefined : parts.join("/");
}

/** `{"prefix":"/x"}` as `prefix /x`. */
function compact(value: unknown): string {
    if (typeof value !== "object" || value === null) {
        return String(value);
    }
    return Object.entries(value)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, inner]) => `${Array.isArray(value) ? "" : `${key} `}${compact(inner)}`)
        .join(" ");
}

function ruleOf(rule: Fields, namespace: string, clusterDomain: string): Rule {
    const { name: _name, match, route, ...settings } = rule;
    const callers = (Array.isArray(match) ? (match as Fields[]) : [{}]).map(callerOf);
    const targets = Array.isArray(route) ? (route as Fields[]) : [];
    const shares: Record<string, number> = {};
    const headers: Record<string, unknown> = {};
    for (const { destination, weight, ...others } of targets) {
        const { host, subset, port } = destination as {
            host: string;
            subset?: string;
            port?: { number?: number };
        };
        const target = `${hostName(host, namespace, clusterDomain)}${port?.number === undefined ? "" : `:${port.number}`}${
            subset === undefined ? "" : ` ${subset}`
        }`;
        shares[target] =
            (shares[target] ?? 0) + (typeof weight === "number" ? weight : targets.length === 1 ? 100 : 0);
        if (Object.keys(others).length > 0) {
            headers[target] = others;
        }
    }
    const [caller] = callers;
    const isOne = callers.every((each) => each === caller);
    return { caller: isOne ? caller : undefined, shares, settings: { ...settings, ...headers } };
}
