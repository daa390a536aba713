import { fieldAt, textOf } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { hostName } from "../objects/names";
import { perSide } from "../perSide";
import type { Side } from "../side";

export interface TlsSettings {
    readonly mode?: string;
    readonly insecureSkipVerify?: boolean;
}

export interface TrafficPolicy {
    readonly tls?: TlsSettings;
    readonly portLevelSettings?: readonly {
        readonly port?: { readonly number?: number };
        readonly tls?: TlsSettings;
    }[];
}

/** What callers do with a host. */
export interface DestinationRule {
    readonly subsets?: readonly { readonly name: string; readonly trafficPolicy?: TrafficPolicy }[];
    readonly trafficPolicy?: TrafficPolicy;
}

/**
 * By host, whatever a rule is called: Istio makes one of several, with all versions and the first policy. Rules of
 * another namespace than the host's count for callers there alone, before the host's own; they stand beside it as
 * `HOST from NAMESPACE`.
 */
export const destinationRules = perSide(readRules);

/** What callers go by: a namespace that has no rules of its own, by the host's. */
export function ruleAt(
    rules: ReadonlyMap<string, DestinationRule>,
    place: string,
): DestinationRule | undefined {
    return rules.get(place) ?? rules.get(hostAt(place));
}

/** The host of `HOST from NAMESPACE`. */
export function hostAt(place: string): string {
    const [host = place] = place.split(from);
    return host;
}

const from = " from ";

function readRules(side: Side): ReadonlyMap<string, DestinationRule> {
    return new Map([...rulesAtPlaces(side)].map(([place, rules]) => [place, merged(rules)]));
}

/** The objects behind each of them. */
export const rulesAtPlaces = perSide((side: Side): ReadonlyMap<string, readonly Manifest[]> => {
    const places = new Map<string, readonly Manifest[]>();
    for (const [host, all] of rulesByHost(side)) {
        const homes = homesOf(host, side);
        const isAtHome = ({ metadata }: Manifest): boolean => homes.has(metadata.namespace ?? "default");
        const isInRoot = ({ metadata }: Manifest): boolean => metadata.namespace === side.mesh.rootNamespace;
        const first = [all.filter(isAtHome), all.filter(isInRoot), all].find((each) => each.length > 0) ?? [];
        places.set(host, first);
        const elsewhere = all.filter((each) => !first.includes(each) && !isInRoot(each));
        for (const namespace of new Set(elsewhere.map(({ metadata }) => metadata.namespace ?? "default"))) {
            const own = elsewhere.filter(({ metadata }) => metadata.namespace === namespace);
            places.set(`${host}${from}${namespace}`, own);
        }
    }
    return places;
});

function rulesByHost({ objects, mesh }: Side): ReadonlyMap<string, readonly Manifest[]> {
    const { clusterDomain = "cluster.local" } = mesh;
    const byHost = new Map<string, Manifest[]>();
    for (const object of objects.filter(({ kind }) => kind === "DestinationRule")) {
        const host = textOf(fieldAt(object.spec, "host"));
        if (host === undefined) {
            continue;
        }
        const name = hostName(host, object.metadata.namespace ?? "default", clusterDomain);
        const known = byHost.get(name) ?? [];
        known.push(object);
        byHost.set(name, known);
    }
    return byHost;
}

/** The namespaces that declare the host. */
function homesOf(host: string, side: Side): ReadonlySet<string> {
    const [namespace = "", name] = host.split("/");
    return name === undefined ? (entriesIn(side).get(host) ?? new Set()) : new Set([namespace]);
}

const entriesIn = perSide(({ objects }: Side) => {
    const byHost = new Map<string, Set<string>>();
    for (const { spec, metadata } of objects.filter(({ kind }) => kind === "ServiceEntry")) {
        const { hosts } = (spec ?? {}) as { readonly hosts?: readonly unknown[] };
        for (const host of Array.isArray(hosts) ? hosts.map(String) : []) {
            byHost.set(host, (byHost.get(host) ?? new Set()).add(metadata.namespace ?? "default"));
        }
    }
    return byHost;
});

function merged(rules: readonly Manifest[]): DestinationRule {
    const specs = rules.map(({ spec }) => spec as DestinationRule & Record<"host" | "exportTo", unknown>);
    const subsets = specs.flatMap((each) => each.subsets ?? []);
    const { host: _host, exportTo: _scope, ...rest } = Object.assign({}, ...[...specs].reverse());
    return { ...rest, ...(subsets.length === 0 ? {} : { subsets }) };
}
