import type { NamedWorkload } from "../../components/access";
import type { Manifest } from "../../components/istio/types";
import { mapsAsLists } from "../mapsAsLists";
import { changedObjects } from "../objects/changedObjects";
import { hostName } from "../objects/names";
import type { Side } from "../side";
import { once } from "./once";

/** Where who may call whom can have changed at all; outside of it both sides are the same and need not be asked. */
export interface Touched {
    /** Something that every pair depends on: policy of the root namespace, facts of the mesh. */
    readonly everything: boolean;
    /** Namespaces of which workloads may call or be called otherwise. */
    readonly namespaces: ReadonlySet<string>;
    /** Hosts outside, or the gateways on the way to them and from them. */
    readonly outside: boolean;
}

/** Kinds that say nothing about who may call whom; carriers of pods are compared as the workloads they make. */
const irrelevant = new Set([
    "Telemetry",
    "ConfigMap",
    "Secret",
    "PodDisruptionBudget",
    "HorizontalPodAutoscaler",
    "PersistentVolumeClaim",
    "ServiceAccount",
    "ClusterRole",
    "ClusterRoleBinding",
    "Role",
    "RoleBinding",
    "Certificate",
    "Issuer",
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "Job",
    "CronJob",
    "Pod",
]);

/**
 * Wide on purpose: policy and NetworkPolicies work in their own namespace and the root namespace; Services, rules and
 * entries for hosts also where those hosts live, and where a rule for one of them leads; a wildcard touches everything.
 */
export function touched(before: Side, after: Side): Touched {
    const namespaces = changedWorkloads(before.workloads, after.workloads);
    let everything = textOf(meshFacts(before)) !== textOf(meshFacts(after));
    let outside = false;
    const gateways = new Set([...before.gatewayPods, ...after.gatewayPods].map(({ namespace }) => namespace));
    const { rootNamespace, clusterDomain = "cluster.local" } = after.mesh;
    const placesOf = once(() => placesLedTo([before, after]));
    const leadsTo = (host: string, own: string): readonly string[] =>
        [hostName(host, own, clusterDomain), anyHost].flatMap((each) => [...(placesOf().get(each) ?? [])]);
    for (const { object, namespace } of changedPolicy(before, after)) {
        everything ||= namespace === undefined || namespace === rootNamespace;
        outside ||= namespace !== undefined && gateways.has(namespace);
        namespaces.add(namespace ?? "");
        for (const host of hostsOf(object)) {
            const place = placeOf(host, namespace ?? "", clusterDomain);
            everything ||= place === "anywhere";
            // Two labels are a Service where people say it to people, and a host outside to Istio.
            outside ||= place === "outside" || host.split(".").length === 2;
            for (const each of [place, ...leadsTo(host, namespace ?? "")]) {
                namespaces.add(each);
            }
        }
    }
    return { everything, namespaces, outside };
}

function meshFacts({ mesh, gatewayPods }: Side): unknown {
    return { mesh, gatewayPods };
}

/** Both states of every changed object that may decide who calls whom, and the namespace it works in. */
function* changedPolicy(
    before: Side,
    after: Side,
): Generator<{ readonly object: Manifest; readonly namespace: string | undefined }> {
    const relevant = ({ objects, brought }: Side): readonly Manifest[] => [
        ...objects.filter(({ kind }) => !irrelevant.has(kind)),
        ...brought,
    ];
    for (const change of changedObjects(relevant(before), relevant(after))) {
        for (const object of [change.before, change.after]) {
            if (object !== undefined) {
                const { name, namespace } = object.metadata;
                yield { object, namespace: object.kind === "Namespace" ? name : namespace };
            }
        }
    }
}

/** The hosts that an object makes known or routes. */
function hostsOf({ kind, metadata, spec }: Manifest): Iterable<string> {
    switch (kind) {
        case "Service":
            return [metadata.name];
        case "VirtualService":
        case "ServiceEntry":
            return hostsIn(spec);
        default:
            return [];
    }
}

/** For each host that a VirtualService speaks of, the namespaces of all hosts that the same one speaks of. */
function placesLedTo(sides: readonly Side[]): ReadonlyMap<string, ReadonlySet<string>> {
    const places = new Map<string, Set<string>>();
    for (const { objects, mesh } of sides) {
        for (const { spec, metadata } of objects.filter(({ kind }) => kind === "VirtualService")) {
            const hosts = [...hostsIn(spec)];
            const { clusterDomain = "cluster.local" } = mesh;
            const own = metadata.namespace ?? "";
            for (const host of hosts) {
                const name = host.includes("*") ? anyHost : hostName(host, own, clusterDomain);
                const known = places.get(name) ?? new Set();
                places.set(name, known);
                for (const each of hosts) {
                    known.add(placeOf(each, own, clusterDomain));
                }
            }
        }
    }
    return places;
}

/** Stands for the hosts that a wildcard takes in. */
const anyHost = "*";

/** Every value of a field called `host` or `hosts`, wherever it stands. */
function* hostsIn(value: unknown): Generator<string> {
    if (typeof value !== "object" || value === null) {
        return;
    }
    for (const [key, inner] of Object.entries(value)) {
        if (key === "host" || key === "hosts") {
            yield* [inner].flat().filter((each): each is string => typeof each === "string");
        } else {
            yield* hostsIn(inner);
        }
    }
}

/** The namespace of a Service's name, `outside` for another host, and `anywhere` for a wildcard. */
function placeOf(host: string, own: string, clusterDomain: string): string {
    const [, namespace, svc, ...domain] = host.split(".");
    if (host.includes("*")) {
        return "anywhere";
    }
    if (namespace === undefined) {
        return own;
    }
    const isService = svc === undefined || (svc === "svc" && ["", clusterDomain].includes(domain.join(".")));
    return isService ? namespace : "outside";
}

/** What a workload keeps out of its proxy stands in Maps. */
function textOf(value: unknown): string {
    return JSON.stringify(value, mapsAsLists);
}

function changedWorkloads(before: readonly NamedWorkload[], after: readonly NamedWorkload[]): Set<string> {
    const texts = new Map(before.map((each) => [`${each.namespace}/${each.name}`, textOf(each)]));
    const changed = new Set<string>();
    for (const each of after) {
        const key = `${each.namespace}/${each.name}`;
        if (texts.get(key) !== textOf(each)) {
            changed.add(each.namespace);
        }
        texts.delete(key);
    }
    for (const key of texts.keys()) {
        changed.add(key.slice(0, key.indexOf("/")));
    }
    return changed;
}
