import { derive } from "./derive";
import { emptyPlatform, type NamespaceRollout, parseGraph } from "./graph";
import type { Manifest } from "./istio/types";
import { type NamespaceStand, standProblems } from "./namespaceStands";
import { formatProblems } from "./problems";
import { compareVersions } from "./revisions";

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
 * @throws Error with everything that is wrong with the catalogue, at once
 */
export function declaredMesh(args: DeclaredMeshArgs): DeclaredMesh {
    const { catalog, stores = {}, revisions, tags } = args;
    const clusterDomain = "cluster.local";
    const files = Object.entries(catalog).map(([file, content]) => ({ file, content }));
    const rollout = {
        namespaces: new Map(Object.entries(args.namespaces).map(([name, stand]) => [name, rolloutOf(stand)])),
        stores: new Map(Object.entries(stores)),
        platform: emptyPlatform,
    };
    const graph = parseGraph(files, rollout, { clusterDomain });
    const problems = [
        ...standProblems(args.namespaces, Object.keys(tags)),
        ...(graph.ok ? [] : graph.problems),
    ];
    if (!graph.ok || problems.length > 0) {
        throw new Error(formatProblems("the catalogue cannot be deployed:", problems));
    }
    const versions = Object.values(revisions)
        .map(({ version }) => version)
        .sort(compareVersions);
    const [oldest, newest] = [versions[0], versions.at(-1)];
    if (oldest === undefined || newest === undefined) {
        throw new Error('no control plane is named; write revisions: { "1-31-1": { version: "1.31.1" } }');
    }
    const { namespaces, platform } = derive(graph.value, {
        oldest,
        newest,
        dataPlane: "sidecar",
        rootNamespace: args.rootNamespace ?? "istio-system",
        trustDomain: args.trustDomain ?? "cluster.local",
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

function rolloutOf({ deploy = false, ...rest }: NamespaceStand): NamespaceRollout {
    return { ...rest, deploy, workloads: new Map(), services: new Map(), experiments: new Map() };
}
