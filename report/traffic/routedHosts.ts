import { fieldAt, fieldsOf, textOf } from "../../components/access";
import { annotations } from "../../components/labels";
import { hostName, idOf } from "../objects/names";
import { perSide } from "../perSide";
import type { Side } from "../side";
import { type KnownHost, knownHosts } from "./knownHosts";
import { covers, gatewayName, type Match, matchesOf } from "./matches";

type Fields = Readonly<Record<string, unknown>>;

/** A host and those it is routed for: the mesh or one gateway. */
export interface Routed {
    readonly label: string;
    readonly host: string;
    readonly isGateway: boolean;
    /** In the order in which they are tried. */
    readonly rules: readonly Rule[];
}

export interface Rule {
    readonly matches: readonly Match[];
    readonly targets: readonly Target[];
    /** Everything else of it. */
    readonly settings: Fields;
}

export interface Target {
    readonly host: string;
    readonly port?: number | undefined;
    readonly subset?: string;
    readonly weight: number;
    /** Whether a controller writes the weight, which the stack then leaves as it is. */
    readonly isLeft: boolean;
}

/** Hosts as one side routes them, and what it knows of hosts. */
export interface Routing {
    readonly hosts: ReadonlyMap<string, Routed>;
    readonly known: ReadonlyMap<string, KnownHost>;
}

export const routingOf = perSide(readRouting);

function readRouting(side: Side): Routing {
    const { clusterDomain = "cluster.local" } = side.mesh;
    const hosts = new Map<string, Routed>();
    const services = side.objects
        .filter(({ kind }) => kind === "VirtualService")
        .map((each) => ({ ...each, id: idOf(each.metadata) }))
        .sort((left, right) => (left.id < right.id ? -1 : 1));
    for (const { spec, metadata } of services) {
        const { hosts: names, gateways, ...lists } = fieldsOf(spec);
        const namespace = metadata.namespace ?? "default";
        const left = metadata.annotations?.[annotations.externalWeights]?.split(",") ?? [];
        for (const each of Array.isArray(gateways) ? (gateways as string[]) : ["mesh"]) {
            const gateway = gatewayName(each, namespace);
            for (const written of Array.isArray(names) ? (names as string[]) : []) {
                const host = hostName(written, namespace, clusterDomain);
                const label = gateway === "mesh" ? host : `${host} at ${gateway}`;
                const rules = ["http", "tls", "tcp"].flatMap((protocol) =>
                    (Array.isArray(lists[protocol]) ? (lists[protocol] as Fields[]) : []).map((rule) => ({
                        matches: matchesOf(protocol, rule, gateway, written, namespace),
                        ...actionOf(rule, left, (name) => hostName(name, namespace, clusterDomain)),
                    })),
                );
                hosts.set(label, {
                    label,
                    host,
                    isGateway: gateway !== "mesh",
                    rules: [
                        ...(hosts.get(label)?.rules ?? []),
                        ...rules.filter(({ matches }) => matches.length > 0),
                    ],
                });
            }
        }
    }
    return { hosts, known: knownHosts(side) };
}

function actionOf(
    rule: Fields,
    left: readonly string[],
    named: (host: string) => string,
): Omit<Rule, "matches"> {
    const { name: _name, match: _match, route, ...settings } = rule;
    const routes = Array.isArray(route) ? (route as Fields[]) : [];
    const headers: Record<string, unknown> = {};
    const known = routes.filter(({ destination }) => textOf(fieldAt(destination, "host")) !== undefined);
    const targets = known.map(({ destination, weight, ...others }) => {
        const { host, subset, port } = destination as {
            readonly host: string;
            readonly subset?: string;
            readonly port?: { readonly number?: number };
        };
        const target = {
            host: named(host),
            ...(port?.number === undefined ? {} : { port: port.number }),
            ...(subset === undefined ? {} : { subset }),
            weight: typeof weight === "number" ? weight : routes.length === 1 ? 100 : 0,
            isLeft: left.includes(host),
        };
        if (Object.keys(others).length > 0) {
            headers[targetInWords({ ...target, port: undefined })] = others;
        }
        return target;
    });
    return { targets, settings: { ...settings, ...headers } };
}

export function targetInWords({ host, port, subset }: Omit<Target, "weight" | "isLeft">): string {
    return `${host}${port === undefined ? "" : `:${port}`}${subset === undefined ? "" : ` ${subset}`}`;
}

/** The rule that takes what fulfils a match on a port: the first, since Istio tries them in order. */
export function ruleAt({ rules }: Routed, match: Match, port: number | undefined): Rule | undefined {
    return rules.find(({ matches }) => matches.some((each) => covers(each, match, port)));
}
