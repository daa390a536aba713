import { fieldAt, isExportedTo, type NamedWorkload, type World } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { worldIn } from "../calls/worlds";
import { hostName } from "../objects/names";
import { perSide } from "../perSide";
import type { Side } from "../side";
import { rulesAtPlaces } from "./destinationRules";
import { routingOf } from "./routedHosts";

export type RuleKind = "VirtualService" | "DestinationRule";

/** Namespaces that call a host on both sides, and whose proxies are told of its rules on one side alone. */
export interface SeersMoved {
    readonly gained: readonly string[];
    readonly lost: readonly string[];
}

/**
 * Who no longer goes by a host's rules, or does only now, while the rules stay: by their `exportTo`. Where a namespace
 * comes to call a host, it is told of as a call.
 */
export function seersMoved(kind: RuleKind, host: string, before: Side, after: Side): SeersMoved {
    const [were, are] = [before, after].map((side) => rulesOf(side).get(`${kind} ${host}`) ?? []) as [
        readonly Manifest[],
        readonly Manifest[],
    ];
    if (were.length === 0 || are.length === 0 || exportsOf(were) === exportsOf(are)) {
        return { gained: [], lost: [] };
    }
    const moved = [...namespacesOf(after).keys()].filter(
        (namespace) =>
            isSeen(were, namespace) !== isSeen(are, namespace) &&
            [before, after].every((side) => isUser(side, namespace, host)),
    );
    return {
        gained: moved.filter((namespace) => isSeen(are, namespace)),
        lost: moved.filter((namespace) => !isSeen(are, namespace)),
    };
}

/** Whether proxies of a namespace are told of rules of a host. */
export function goesByRules(kind: RuleKind, host: string, side: Side, namespace: string): boolean {
    return isSeen(rulesOf(side).get(`${kind} ${host}`) ?? [], namespace);
}

function isSeen(rules: readonly Manifest[], namespace: string): boolean {
    return rules.some((each) => isExportedTo(each, namespace));
}

function exportsOf(rules: readonly Manifest[]): string {
    const all = rules.map(({ spec, metadata }) => {
        const written = fieldAt(spec, "exportTo");
        const exportTo: readonly unknown[] = Array.isArray(written) ? written : ["*"];
        return [...exportTo.map(String)].sort().join() + (exportTo.includes(".") ? metadata.namespace : "");
    });
    return [...new Set(all)].sort().join(" ");
}

const rulesOf = perSide(readRules);

/** By kind and host; of VirtualServices those that count in the mesh. */
function readRules(side: Side): ReadonlyMap<string, readonly Manifest[]> {
    const { objects, mesh } = side;
    const rules = new Map<string, readonly Manifest[]>();
    for (const [host, all] of rulesAtPlaces(side)) {
        rules.set(`DestinationRule ${host}`, all);
    }
    for (const object of objects.filter(({ kind }) => kind === "VirtualService")) {
        const { hosts, gateways } = (object.spec ?? {}) as Readonly<Record<string, unknown>>;
        const isOfMesh = !Array.isArray(gateways) || gateways.includes("mesh");
        const names = isOfMesh && Array.isArray(hosts) ? hosts : [];
        for (const each of names) {
            const own = object.metadata.namespace ?? "default";
            const key = `${object.kind} ${hostName(String(each), own, mesh.clusterDomain ?? "cluster.local")}`;
            rules.set(key, [...(rules.get(key) ?? []), object]);
        }
    }
    return rules;
}

/** Workloads with a proxy by namespace, but for gateways, whose namespaces are there without any. */
const namespacesOf = perSide(({ workloads, gatewayPods }: Side) => {
    const byNamespace = new Map<string, NamedWorkload[]>(gatewayPods.map(({ namespace }) => [namespace, []]));
    for (const workload of workloads.filter(({ injected }) => injected)) {
        const known = byNamespace.get(workload.namespace) ?? [];
        known.push(workload);
        byNamespace.set(workload.namespace, known);
    }
    return byNamespace;
});

function isUser(side: Side, namespace: string, host: string): boolean {
    const workloads = namespacesOf(side).get(namespace) ?? [];
    const world = worldIn(side);
    const entries = world.registry.byHost.get(fullName(host, world)) ?? [];
    return (
        routedAtGateways(side).has(`${namespace} ${host}`) ||
        workloads.some((each) =>
            entries.some(
                (entry) =>
                    isExportedTo(entry.object, namespace) &&
                    world.scopeOf(each).knows(entry.namespace, entry.host),
            ),
        )
    );
}

function fullName(host: string, { clusterDomain }: World): string {
    const [namespace, name] = host.split("/");
    return name === undefined ? host : `${name}.${namespace}.svc.${clusterDomain}`;
}

/** A gateway's namespace and the host that it sends requests to. */
const routedAtGateways = perSide((side) => {
    const all = [...routingOf(side).hosts.values()].filter(({ isGateway }) => isGateway);
    return new Set(
        all.flatMap(({ label, rules }) => {
            const gateway = label.slice(label.lastIndexOf(" at ") + " at ".length);
            const namespace = gateway.slice(0, gateway.indexOf("/"));
            return rules.flatMap(({ targets }) => targets.map(({ host }) => `${namespace} ${host}`));
        }),
    );
});
