import type { ServiceGraph } from "../graph/model";
import type { Manifest } from "../istio/types";
import type { ExtensionProvider, ProxyStats } from "../istio/values";
import { neededStats } from "../observability/rules/neededStats";
import { type ArrangedGraph, arrangeGraph, type NamespacePart } from "./arrangedGraph";
import { allowPolicies, closingPolicies, passPolicies } from "./authorizationPolicies";
import { deployments } from "./deployments";
import { destinationRules } from "./destinationRules";
import { externalRoutes } from "./externalRoutes";
import { authorizerProvider, gatewayManifests } from "./gateways";
import { cronJobs, jobs } from "./jobs";
import { namespaces } from "./namespaces";
import { closingNetworkPolicies, networkPolicies } from "./networkPolicies";
import {
    meshTelemetries,
    receiverEntries,
    receiverRules,
    spanPolicies,
    spanReceiver,
    telemetries,
    tracingProvider,
    watchedNamespaces,
    withObservability,
} from "./observability";
import { byCodeUnits } from "./order";
import { originations } from "./originations";
import { peerAuthentications } from "./peerAuthentications";
import { inPhaseOrder } from "./phases";
import { platformManifests } from "./platform";
import { podDisruptionBudgets } from "./podDisruptionBudgets";
import { rateLimitConfigMaps, rateLimitFilters, withRateLimitService } from "./rateLimits";
import { requestAuthentications } from "./requestAuthentications";
import { serviceAccounts } from "./serviceAccounts";
import { serviceEntries } from "./serviceEntries";
import { services } from "./services";
import { sidecars } from "./sidecars";
import { statefulSets } from "./statefulSets";
import type { Target } from "./target";
import { plainVirtualServices, versionVirtualServices } from "./virtualServices";

/** Everything the graph comes to, each object under the one owner that makes it. */
export interface Derived {
    /** Mesh-wide objects, in the root namespace. */
    readonly platform: readonly Manifest[];
    /** By namespace of the graph, sorted by phase, then kind, then name. */
    readonly namespaces: ReadonlyMap<string, readonly Manifest[]>;
    /** By gateway of the stack: everything in its namespace that the graph decides, in the same order. */
    readonly gateways: ReadonlyMap<string, readonly Manifest[]>;
    /** The rate-limit service, in the same order; empty where the platform declares none. */
    readonly rateLimitService: readonly Manifest[];
    /**
     * What is of the observability stack besides its programs, in the same order: its namespace, its policy, the mesh's
     * Telemetry; empty where nothing watches the mesh.
     */
    readonly observability: readonly Manifest[];
    /** What the mesh config must know for the objects to work, by name: every revision's istiod gets them. */
    readonly extensionProviders: readonly ExtensionProvider[];
    /** Statistics that proxies must keep for the alerts to read; absent where nothing watches the mesh. */
    readonly proxyStats?: ProxyStats;
}

type Emitter = (part: NamespacePart, arranged: ArrangedGraph, target: Target) => Manifest[];

/** In the order of phases and, within a phase, of kinds: what each one emits only needs sorting by name. */
const emitters: readonly Emitter[] = [
    namespaces,
    rateLimitConfigMaps,
    serviceAccounts,
    together(destinationRules, originations, receiverRules),
    rateLimitFilters,
    requestAuthentications,
    together(serviceEntries, receiverEntries),
    sidecars,
    telemetries,
    together(plainVirtualServices, externalRoutes),
    passPolicies,
    together(allowPolicies, spanPolicies),
    networkPolicies,
    closingPolicies,
    closingNetworkPolicies,
    peerAuthentications,
    cronJobs,
    deployments,
    jobs,
    podDisruptionBudgets,
    services,
    statefulSets,
    versionVirtualServices,
];

/** Emitters of one kind, whose objects are sorted as one list. */
function together(...all: readonly Emitter[]): Emitter {
    return (...inputs) => all.flatMap((emit) => emit(...inputs));
}

/**
 * Turns the graph into manifests. Pure and deterministic: the same graph, in whatever order, gives the same
 * text. Throws only when the graph breaks its own contract or two objects would have the same name.
 */
export function derive(declared: ServiceGraph, target: Target): Derived {
    const counted = withRateLimitService(declared, target.clusterDomain);
    const graph = withObservability(counted, target.clusterDomain);
    const arranged = arrangeGraph(graph, target.trustDomain);
    const derived = new Map<string, readonly Manifest[]>();
    for (const part of arranged.parts) {
        const manifests: Manifest[] = [];
        for (const emit of emitters) {
            const emitted = emit(part, arranged, target);
            emitted.sort((left, right) => byCodeUnits(left.metadata.name, right.metadata.name));
            for (const manifest of emitted) {
                manifests.push(manifest);
            }
        }
        refuseDuplicates(part.namespace.name, manifests);
        derived.set(part.namespace.name, manifests);
    }
    const rateLimitService = taken(derived, graph.platform.rateLimitService?.namespace);
    const stack = taken(derived, graph.platform.observability?.namespace);
    return {
        platform: platformManifests(arranged, target),
        namespaces: derived,
        rateLimitService,
        observability: inPhaseOrder([...stack, ...meshTelemetries(arranged, target)]),
        gateways: gatewayManifests(graph, arranged, target),
        extensionProviders: [
            ...[...graph.platform.authorizers.values()].map(authorizerProvider),
            ...tracingProviders(arranged, target),
        ].sort((left, right) => byCodeUnits(left.name, right.name)),
        ...(graph.platform.observability === undefined ? {} : { proxyStats: neededStats }),
    };
}

/** The platform's, not a namespace of the catalogue. */
function taken(derived: Map<string, readonly Manifest[]>, namespace = ""): readonly Manifest[] {
    const manifests = derived.get(namespace) ?? [];
    derived.delete(namespace);
    return manifests;
}

function tracingProviders(arranged: ArrangedGraph, target: Target): readonly ExtensionProvider[] {
    const { observability } = arranged.platform;
    const receiver =
        observability === undefined
            ? undefined
            : spanReceiver(observability, target.clusterDomain, watchedNamespaces(arranged, target));
    return receiver === undefined ? [] : [tracingProvider(receiver)];
}

function refuseDuplicates(namespace: string, manifests: readonly Manifest[]): void {
    const namesOf = new Map<string, Set<string>>();
    for (const { kind, metadata } of manifests) {
        const names = namesOf.get(kind) ?? new Set();
        if (names.has(metadata.name)) {
            throw new Error(
                `internal error: two objects are ${kind} "${metadata.name}" in namespace "${namespace}"`,
            );
        }
        namesOf.set(kind, names.add(metadata.name));
    }
}
