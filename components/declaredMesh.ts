import { controlPlaneDefaults } from "./controlPlaneDefaults";
import { badCatalog, judgeArgs } from "./declaredMeshArgs";
import { derive } from "./derive";
import { checkCatalogue, emptyPlatform, parseGraph, type Rollout, type ServiceGraph } from "./graph";
import type { Manifest } from "./istio/types";
import type { NamespaceStand } from "./namespaceStands";
import { formatProblems, type Problem } from "./problems";
import { compareVersions } from "./revisions";

const clusterDomain = "cluster.local";

export interface DeclaredMeshArgs {
    /** What `catalog/*.yaml` holds, as data, by the name that problems call it. */
    readonly catalog: Readonly<Record<string, unknown>>;
    /** Where each namespace of the catalogue stands in this stack. */
    readonly namespaces: Readonly<Record<string, NamespaceStand>>;
    /** Endpoint of each store of the catalogue in this stack. Defaults to none. */
    readonly stores?: Readonly<Record<string, { readonly host: string; readonly port?: number }>>;
    /** Live control planes, by name of the revision. */
    readonly revisions: Readonly<Record<string, { readonly version: string }>>;
    /** Tag to revision. */
    readonly tags: Readonly<Record<string, string>>;
    /** Namespace of the control plane. Defaults to `istio-system`. */
    readonly rootNamespace?: string;
    /** Defaults to `cluster.local`. */
    readonly trustDomain?: string;
}

/** What MeshNamespace and MeshPolicy register. */
export interface DeclaredMesh {
    /** Namespace to everything it owns. */
    readonly namespaces: Readonly<Record<string, Manifest[]>>;
    /** Mesh-wide; empty until every namespace is enforced. */
    readonly platform: Manifest[];
}

/**
 * The objects of a catalogue in a program of one's own, without gateways and without what watches the mesh: pure, so
 * that a preview is complete.
 *
 * @throws Error with everything that is wrong with the catalogue and with what the stack says about it, at once
 */
export function declaredMesh(args: DeclaredMeshArgs): DeclaredMesh {
    const {
        revisions,
        tags,
        rootNamespace = controlPlaneDefaults.rootNamespace,
        trustDomain = controlPlaneDefaults.trustDomain,
    } = args;
    const graph = judgedGraph(args);
    const versions = Object.values(revisions)
        .map(({ version }) => version)
        .sort(compareVersions);
    const { namespaces, platform } = derive(graph, {
        // There is one: a program that names none has been refused.
        oldest: versions[0] ?? "",
        newest: versions.at(-1) ?? "",
        dataPlane: "sidecar",
        rootNamespace,
        trustDomain,
        clusterDomain,
        revisions: Object.keys(revisions).sort(),
        tags: new Map(Object.entries(tags)),
        systemServices: [],
        scraperNamespaces: [],
    });
    return {
        namespaces: Object.fromEntries([...namespaces].map(([name, manifests]) => [name, [...manifests]])),
        platform: [...platform],
    };
}

function judgedGraph(args: DeclaredMeshArgs): ServiceGraph {
    const { catalog, namespaces, stores, revisions, tags, rootNamespace, trustDomain } = args;
    const judged = judgeArgs({ namespaces, stores, revisions, tags, rootNamespace, trustDomain });
    const misplaced = badCatalog(catalog);
    if (misplaced !== undefined) {
        throw refusal([misplaced, ...judged.problems]);
    }
    const files = Object.entries(catalog).map(([file, content]) => ({ file, content }));
    if (!judged.readable) {
        throw refusal([...judged.problems, ...checkCatalogue(files)]);
    }
    const graph = parseGraph(files, rolloutOf(args), { clusterDomain });
    if (!graph.ok || judged.problems.length > 0) {
        throw refusal([...judged.problems, ...(graph.ok ? [] : graph.problems)]);
    }
    return graph.value;
}

function refusal(problems: readonly Problem[]): Error {
    return new Error(formatProblems("the catalogue cannot be deployed:", problems));
}

function rolloutOf({ namespaces, stores = {} }: DeclaredMeshArgs): Rollout {
    const nothing = { workloads: new Map(), services: new Map(), experiments: new Map() };
    return {
        namespaces: new Map(
            Object.entries(namespaces).map(([name, { deploy = false, ...stand }]) => [
                name,
                { ...stand, deploy, ...nothing },
            ]),
        ),
        stores: new Map(Object.entries(stores)),
        platform: emptyPlatform,
    };
}
